/* keyfolio · one small note for two things: what a term means, and what a mark of a chart stands for. By pointer, by touch and
   by keyboard: a term is a link and has its own place in the tab order; a chart has one, and the arrows walk over its marks.
   Escape closes. Nothing here tells what the page does not: terms stand in the glossary, numbers in the table below. */
(function () {
  'use strict';
  var note = null, said = null, owner = null, closing = 0, taken = null, byTouch = false;
  var GAP = 8, NEAR = 24, HIDE_AFTER = 160;

  function list(found) { return Array.prototype.slice.call(found); }

  /* ---- The note ------------------------------------------------------------------------------------------------------ */

  function made() {
    if (note) return note;
    note = document.createElement('div');
    note.id = 'kf-hint';
    note.className = 'hint';
    note.hidden = true;
    note.setAttribute('role', 'tooltip');
    note.addEventListener('pointerenter', function () { clearTimeout(closing); });
    note.addEventListener('pointerleave', close);
    document.body.appendChild(note);
    /* What a screen reader hears when the arrows walk over a chart. */
    said = document.createElement('div');
    said.className = 'vh';
    said.style.top = '0';
    said.setAttribute('aria-live', 'polite');
    document.body.appendChild(said);
    return note;
  }

  /* Beside a place of the window, inside of it; it hangs in the page, so it moves with what it is about. */
  function show(text, box, by) {
    clearTimeout(closing);
    made();
    owner = by;
    note.textContent = text;
    note.hidden = false;
    note.style.left = note.style.top = '0';
    var width = document.documentElement.clientWidth, own = note.getBoundingClientRect();
    var left = Math.max(GAP, Math.min(box.left + box.width / 2 - own.width / 2, width - own.width - GAP));
    var above = box.top - own.height - GAP, top = above > GAP ? above : box.bottom + GAP;
    note.style.left = left + window.pageXOffset + 'px';
    note.style.top = top + window.pageYOffset + 'px';
  }
  function close() {
    if (!note || note.hidden) return;
    note.hidden = true;
    if (owner && owner.matches('.term')) owner.removeAttribute('aria-describedby');
    owner = null;
    mark(null);
  }
  /* Time to move the pointer into the note (WCAG 1.4.13). */
  function closeSoon() { clearTimeout(closing); closing = setTimeout(close, HIDE_AFTER); }

  /* ---- Terms ---------------------------------------------------------------------------------------------------------- */

  function explain(term) {
    if (owner === term) { clearTimeout(closing); return; }
    close();
    var label = term.matches('.mark') ? term.parentNode.querySelector('.sorter') : null;
    show(term.dataset.hint, (label || term).getBoundingClientRect(), term);
    term.setAttribute('aria-describedby', 'kf-hint');
  }

  /* ---- Marks of charts ------------------------------------------------------------------------------------------------ */

  function titleOf(mark) { return mark && mark.querySelector(':scope > title'); }
  /* In the order in which they are read: from left to right, from the top. */
  function marks(chart) {
    return list(chart.querySelectorAll(':scope title')).filter(function (title) { return title.parentNode !== chart; })
      .map(function (title) { return title.parentNode; }).concat(taken && chart.contains(taken.mark) ? [taken.mark] : [])
      .map(function (one) { return { mark: one, box: one.getBoundingClientRect() }; })
      .filter(function (one) { return one.box.width || one.box.height; })
      .sort(function (a, b) { return Math.round(a.box.left - b.box.left) || a.box.top - b.box.top; })
      .map(function (one) { return one.mark; });
  }
  /* The mark that is spoken of is drawn so, and its own title taken away as long, or the browser would show it, too. */
  function mark(next) {
    if (taken) {
      taken.mark.classList.remove('told');
      taken.mark.insertBefore(taken.title, taken.mark.firstChild);
      taken = null;
    }
    var title = titleOf(next);
    if (!title) return;
    taken = { mark: next, title: title };
    title.remove();
    next.classList.add('told');
  }
  function tell(chart, next, aloud) {
    if (taken && taken.mark === next && owner === chart) { clearTimeout(closing); return; }
    var title = titleOf(next);
    if (!title) return;
    var text = title.textContent;
    if (owner && owner !== chart) close();
    show(text, next.getBoundingClientRect(), chart);
    mark(next);
    if (aloud) said.textContent = text;
  }
  function nearest(chart, x, y) {
    var best = null, least = NEAR;
    marks(chart).forEach(function (one) {
      var box = one.getBoundingClientRect();
      var dx = Math.max(box.left - x, 0, x - box.right), dy = Math.max(box.top - y, 0, y - box.bottom), far = Math.sqrt(dx * dx + dy * dy);
      if (far < least) { least = far; best = one; }
    });
    return best;
  }
  function step(chart, event) {
    var all = marks(chart), at = taken ? all.indexOf(taken.mark) : -1, key = event.key;
    var next = key === 'Home' ? 0 : key === 'End' ? all.length - 1
      : key === 'ArrowRight' || key === 'ArrowDown' ? Math.min(at + 1, all.length - 1)
      : key === 'ArrowLeft' || key === 'ArrowUp' ? Math.max(at - 1, 0) : -1;
    if (next >= 0 && all.length) {
      event.preventDefault();
      tell(chart, all[next], true);
    } else if (key === 'Enter' && taken && chart.contains(taken.mark)) {
      var link = taken.mark.closest('a');
      if (link) location.href = link.href.baseVal === undefined ? link.href : link.href.baseVal;
    }
  }

  /* ---- Events, for all terms and charts of the page --------------------------------------------------------------------- */

  function of(target, selector) { return target && target.closest ? target.closest(selector) : null; }

  /* A term, or the one that stands beside the button of a column. */
  function termOf(target) {
    var button = of(target, '.sorter');
    return button ? button.parentNode.querySelector('a.term.mark') : of(target, 'a.term');
  }

  document.addEventListener('pointerover', function (event) {
    if (event.pointerType === 'touch') return;
    var term = termOf(event.target), chart = of(event.target, 'svg.chart');
    if (term) { explain(term); return; }
    var found = event.target;
    while (chart && found !== chart && !(taken && taken.mark === found) && !titleOf(found)) found = found.parentNode;
    if (chart && found !== chart) tell(chart, found, false);
    else if (owner && !(note && note.contains(event.target))) closeSoon();
  });
  document.addEventListener('focusin', function (event) {
    var term = of(event.target, 'a.term');
    if (term && !byTouch) explain(term);
    else if (owner && owner !== event.target && !term) close();
  });
  document.addEventListener('focusout', function (event) { if (owner && owner === event.target) close(); });
  document.addEventListener('pointerdown', function (event) { byTouch = event.pointerType === 'touch'; });
  document.addEventListener('click', function (event) {
    var term = of(event.target, 'a.term'), chart = of(event.target, 'svg.chart');
    /* A first touch explains; a second one follows the link. */
    if (term && byTouch && owner !== term) { event.preventDefault(); explain(term); return; }
    if (term || !byTouch) return;
    var found = chart && !of(event.target, 'a') ? nearest(chart, event.clientX, event.clientY) : null;
    if (found) tell(chart, found, true); else if (!note || !note.contains(event.target)) close();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && note && !note.hidden) { close(); event.stopPropagation(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    var chart = of(event.target, 'svg.chart');
    if (chart && chart === event.target) step(chart, event);
  }, true);
  window.addEventListener('beforeprint', close);

  /* One place in the tab order for each chart: its links are reached by the arrows and Enter. */
  list(document.querySelectorAll('svg.chart')).forEach(function (chart) {
    if (!marks(chart).length && !chart.querySelector(':scope > * title')) return;
    chart.setAttribute('tabindex', '0');
    list(chart.querySelectorAll('a')).forEach(function (link) { link.setAttribute('tabindex', '-1'); });
  });
})();
