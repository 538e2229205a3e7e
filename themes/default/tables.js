/* keyfolio · what tables gain by a script: sorting, filters by text and by facet, a choice of columns, CSV. The state of a
   table lives in the address as #?q=…&sort=-3, which no element's id could be, so that a view can be sent to a colleague.
   The words come with the page, as data-csv, data-columns and data-rows of its body. No fetch, no module. */
(function () {
  'use strict';
  var root = document.documentElement;
  var words = document.body.dataset;
  var collator = new Intl.Collator(root.lang, { numeric: true });
  /* A facet is offered for a column of few words. */
  var MOST_WORDS = 8, MOST_FACETS = 3;
  /* Of a table with more rows than LONG, SCREENFUL at a time are laid out, more as the reader scrolls (all in print): laying
     out 5,000 rows takes seconds, and rows of a table cannot have content-visibility. */
  var LONG = 600, SCREENFUL = 200;
  var tables = [];

  function list(found) { return Array.prototype.slice.call(found); }
  function make(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) { made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child); });
    return made;
  }

  /* ---- Reading cells ---------------------------------------------------------------------------------------------- */

  /* The words of a cell, its second line behind a dot; a line break in a head is a blank. */
  function text(cell, gap) {
    var parts = [''];
    (function read(node) {
      list(node.childNodes).forEach(function (child) {
        if (child.nodeType === 3) { parts[parts.length - 1] += child.data; return; }
        if (child.nodeName === 'SMALL') parts.push('');
        if (child.nodeName === 'BR') parts[parts.length - 1] += gap || ' ';
        read(child);
      });
    })(cell);
    return parts.map(function (part) { return part.replace(/\s+/g, ' ').trim(); }).filter(Boolean).join(' · ');
  }
  function number(words) {
    var found = words.replace(/\u2212/g, '-').replace(/,/g, '').match(/-?\d+(\.\d+)?/);
    return found ? +found[0] : null;
  }
  function label(head) { return text(head) || '#'; }

  /* ---- CSV: RFC 4180, with a mark for UTF-8 ----------------------------------------------------------------------- */

  /* A number as spreadsheets read it; anything else that they would take for a formula stands behind an apostrophe. */
  function field(words) {
    var plain = words.replace(/\u2212/g, '-').replace(/^\+/, '').replace(/(\d),(?=\d{3})/g, '$1');
    if (/^-?\d+(\.\d+)?\s?%?$/.test(plain)) return plain;
    if (/^[\u2013\u2014]$/.test(words)) return '';
    var safe = /^[=+\-@\t\r]/.test(words) ? "'" + words : words;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
  /* What is shown of a table, in the order in which it is shown. */
  function csv(table, kept) {
    var heads = list(table.tHead.rows[0].cells);
    var shown = heads.map(function (head) { return head.dataset.off === undefined; });
    function line(row) {
      return list(row.cells).filter(function (cell, at) { return shown[at]; }).map(function (cell) { return field(text(cell)); }).join(',');
    }
    var all = [].concat.apply([], list(table.tBodies).map(function (body) { return list(body.rows); }));
    kept = kept || all;
    /* The total is that of all rows. */
    var total = table.tFoot && kept.length === all.length ? list(table.tFoot.rows) : [];
    var lines = list(table.tHead.rows).concat(kept, total);
    return '\ufeff' + lines.map(line).join('\r\n') + '\r\n';
  }
  function name(table) {
    var figure = table.closest('figure'), head = figure ? figure.querySelector('header p, header h3') : document.querySelector('h1');
    var caption = table.caption ? table.caption.textContent : table.parentNode.getAttribute('aria-label') || (head ? head.textContent : '');
    return caption.replace(/\s+/g, ' ').trim();
  }
  function download(table, kept) {
    var link = make('a', { download: name(table).replace(/[\\\/:*?"<>|.\s]+/g, '-').slice(0, 60).replace(/^-+|-+$/g, '') + '.csv' });
    link.href = URL.createObjectURL(new Blob([csv(table, kept && kept())], { type: 'text/csv;charset=utf-8' }));
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }
  function csvButton(table, kept) {
    var button = make('button', { type: 'button', 'class': 'textbutton', 'data-csv': '', 'aria-label': words.csv + ' · ' + name(table) }, [words.csv]);
    button.addEventListener('click', function () { download(table, kept); });
    return button;
  }

  /* ---- One table ---------------------------------------------------------------------------------------------------- */

  function enhance(table, form, key) {
    var body = table.tBodies[0], heads = list(table.tHead.rows[0].cells);
    var figure = table.closest('.exhibit');
    var rows = list(body.rows), original = rows, keys = {}, haystacks = null;
    var isLong = rows.length > LONG, laidOut = isLong ? SCREENFUL : Infinity, fits = new Map();
    var sort = null, initial = heads.map(function (head) { return head.getAttribute('aria-sort'); });
    var columns = {}, rules = null;
    if (!table.id) table.id = 'table-' + (tables.length + 1);

    /* Sorting: numbers by data-v or as they stand in the cell, text by locale; rows without a value stay at the end.
       The control is a span, because Chromium does not repeat a real button in a printed head. */
    heads.forEach(function (th, column) {
      if (!th.dataset.sort) return;
      var button = make('span', { 'class': 'sorter', role: 'button', tabindex: '0' });
      /* What explains the term stands beside the button, not in it. */
      var mark = th.querySelector('.term.mark');
      list(th.childNodes).forEach(function (node) { if (node !== mark) button.appendChild(node); });
      th.insertBefore(button, th.firstChild);
      button.addEventListener('keydown', function (event) {
        if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); button.click(); }
      });
      button.addEventListener('click', function () {
        var now = th.getAttribute('aria-sort');
        order({ column: column, down: now ? now === 'ascending' : th.dataset.sort === 'number' });
        write();
      });
    });
    function keysOf(column) {
      var isNumber = heads[column].dataset.sort === 'number';
      keys[column] = keys[column] || new Map(original.map(function (row) {
        var cell = row.cells[column], said = !cell ? '' : cell.dataset.v === undefined ? cell.textContent.trim() : cell.dataset.v;
        return [row, isNumber ? number(said) : said || null];
      }));
      return keys[column];
    }
    function order(wanted) {
      if (String(wanted && wanted.column + '/' + wanted.down) === String(sort && sort.column + '/' + sort.down)) return;
      sort = wanted;
      heads.forEach(function (head, at) {
        var value = !sort ? initial[at] : at !== sort.column ? null : sort.down ? 'descending' : 'ascending';
        if (value) head.setAttribute('aria-sort', value); else head.removeAttribute('aria-sort');
      });
      /* What the rows are sorted by is seen, whatever the screen leaves out. */
      if (rules || (sort && !isShown(sort.column))) draw();
      rows = original;
      if (sort) {
        var known = keysOf(sort.column), sign = sort.down ? -1 : 1;
        var compare = heads[sort.column].dataset.sort === 'number' ? function (a, b) { return a - b; } : collator.compare;
        rows = original.map(function (row, at) { return { row: row, key: known.get(row), at: at }; }).sort(function (a, b) {
          if (a.key === null || b.key === null) return (a.key === null) - (b.key === null) || a.at - b.at;
          return sign * compare(a.key, b.key) || a.at - b.at;
        }).map(function (item) { return item.row; });
      }
      if (isLong) { laidOut = SCREENFUL; body.remove(); }
      var sorted = document.createDocumentFragment();
      rows.forEach(function (row) { sorted.appendChild(row); });
      body.appendChild(sorted);
      if (isLong) { paint(); table.insertBefore(body, table.tFoot); }
    }

    /* Hides and shows rows in one pass, touching only those that change. */
    function paint() {
      var left = laidOut;
      rows.forEach(function (row) {
        var hide = fits.get(row) === false || left <= 0;
        left -= hide ? 0 : 1;
        if (row.hidden !== hide) row.hidden = hide;
      });
    }
    /* A box that ends within its rows says how many are below. */
    var box = table.parentNode, below = null, found = rows.length;
    /* Asked for once a frame, since it has the rows laid out. A template of before this line has no words for it. */
    var asked = false;
    function foot() { if (!asked) { asked = true; requestAnimationFrame(count_below); } }
    function count_below() {
      asked = false;
      var hidden = Math.max(0, found - laidOut), left = box.scrollHeight - box.scrollTop - box.clientHeight;
      if (hidden + left < 4) left = 0; else left = hidden + Math.ceil(left * (found - hidden) / body.offsetHeight);
      below.hidden = !left;
      below.textContent = (words.below || '{count} \u2193').replace('{count}', left.toLocaleString(root.lang));
    }
    if (box.classList.contains('tall')) {
      below = box.appendChild(make('p', { 'class': 'below needs-screen', 'aria-hidden': 'true', hidden: '' }));
      box.addEventListener('scroll', foot, { passive: true });
      window.addEventListener('resize', foot);
    }
    function kept() { return rows.filter(function (row) { return fits.get(row) !== false; }); }
    function longer() {
      var scrolls = box.scrollHeight > box.clientHeight + 1;
      var below = scrolls ? box.scrollHeight - box.scrollTop - box.clientHeight : table.getBoundingClientRect().bottom - window.innerHeight;
      if (below > 1500) return;
      if (laidOut < found) { laidOut += SCREENFUL; paint(); if (below) foot(); }
    }
    if (isLong) {
      [window, table.parentNode].forEach(function (scroller) { scroller.addEventListener('scroll', longer, { passive: true }); });
      window.addEventListener('beforeprint', function () { laidOut = Infinity; paint(); });
      window.addEventListener('afterprint', function () { laidOut = SCREENFUL; paint(); });
    }

    /* Filters: a select by the words of one column, the search by all of a row's words. */
    if (form && form.hasAttribute('data-facets')) facets();
    var fields = form ? list(form.querySelectorAll('select, input[type=search]')) : [];
    var count = form && form.querySelector('.count'), counted = count && count.querySelector('[data-count]');
    function words_of(at) {
      haystacks = haystacks || original.map(function (row) { return row.textContent.toLowerCase(); });
      return haystacks[at];
    }
    function facets() {
      var made = 0;
      heads.forEach(function (head, column) {
        if (made >= MOST_FACETS || head.dataset.sort !== 'text' || rows.length < 10) return;
        if (rows[0].cells[column] && rows[0].cells[column].nodeName === 'TH') return;
        var seen = {}, distinct = [];
        for (var at = 0; at < rows.length && distinct.length <= MOST_WORDS; at += 1) {
          var said = rows[at].cells[column] ? rows[at].cells[column].textContent.trim() : '';
          if (said && !/^[\u2013\u2014]$/.test(said) && !seen['=' + said]) { seen['=' + said] = true; distinct.push(said); }
        }
        if (distinct.length < 2 || distinct.length > MOST_WORDS || distinct.some(function (one) { return one.length > 24; })) return;
        made += 1;
        var options = [make('option', { value: '' }, [words.all])].concat(distinct.sort(collator.compare).map(function (one) {
          return make('option', { value: one }, [one]);
        }));
        form.insertBefore(make('label', {}, [label(head), make('select', { name: 'c' + column, 'data-column': column }, options)]), form.querySelector('.count'));
      });
    }
    /* Where no row is left: that, and the way back. */
    var none = null;
    function nothing(isEmpty) {
      if (none) none.hidden = !isEmpty;
      if (none || !isEmpty) return;
      var all = make('button', { type: 'button', 'class': 'textbutton' }, [words.every]);
      all.addEventListener('click', function () {
        fields.forEach(function (field) { field.value = ''; });
        filter();
        write();
        fields[0].focus();
      });
      none = make('p', { 'class': 'nothing', role: 'status' }, [words.none + ' ', all]);
      table.parentNode.parentNode.insertBefore(none, table.parentNode.nextSibling);
    }
    function filter() {
      var active = fields.filter(function (field) { return field.value.trim(); }).map(function (field) {
        var want = field.value.trim(), column = +field.dataset.column;
        if (field.type !== 'search') return function (row) { var cell = row.cells[column]; return !!cell && cell.textContent.trim() === want; };
        var parts = want.toLowerCase().split(/\s+/);
        return function (row, at) { var all = words_of(at); return parts.every(function (part) { return all.indexOf(part) >= 0; }); };
      });
      var shown = 0;
      original.forEach(function (row, at) {
        var isKept = active.every(function (test) { return test(row, at); });
        shown += isKept ? 1 : 0;
        fits.set(row, isKept);
      });
      if (isLong) laidOut = SCREENFUL;
      paint();
      found = shown;
      if (below) foot();
      /* The total is that of all rows. */
      if (table.tFoot) table.tFoot.hidden = shown < original.length;
      nothing(shown === 0);
      if (counted) counted.textContent = shown.toLocaleString(root.lang);
      else if (count) count.textContent = words.rows.replace('{shown}', shown.toLocaleString(root.lang)).replace('{count}', original.length.toLocaleString(root.lang));
    }
    if (form) {
      form.addEventListener('input', function (event) { if (fields.indexOf(event.target) >= 0) { filter(); write(); } });
      form.addEventListener('submit', function (event) { event.preventDefault(); });
    }

    /* On a phone the facets are folded behind a button; one that is set is seen. */
    var unfold = form && form.querySelector('.unfold');
    function fold(open) {
      form.classList.toggle('open', open);
      unfold.setAttribute('aria-expanded', String(open));
    }
    if (unfold) unfold.addEventListener('click', function () { fold(!form.classList.contains('open')); });

    /* Columns: one rule of style for each that is chosen or not, however many rows there are. */
    function isShown(column) { return columns[column] === undefined ? getComputedStyle(heads[column]).display !== 'none' : columns[column]; }
    function draw() {
      rules = rules || document.head.appendChild(make('style'));
      var wanted = Object.assign({}, columns);
      if (sort && wanted[sort.column] === undefined) wanted[sort.column] = true;
      rules.textContent = Object.keys(wanted).map(function (column) {
        var cells = '#' + CSS.escape(table.id) + ' tr > :nth-child(' + (+column + 1) + ')';
        return cells + ' { display: ' + (wanted[column] ? 'table-cell' : 'none') + ' !important; }';
      }).join('\n');
      heads.forEach(function (head, column) {
        if (isShown(column)) delete head.dataset.off; else head.dataset.off = '';
      });
    }
    function chooser() {
      var boxes = make('div', { 'class': 'columns-list', role: 'group', 'aria-label': words.columns });
      var details = make('details', { 'class': 'columns' }, [make('summary', {}, [words.columns]), boxes]);
      var named = rows.length ? list(rows[0].cells).findIndex(function (cell) { return cell.nodeName === 'TH'; }) : 0;
      heads.forEach(function (head, column) {
        if (column === named) return;
        var box = make('input', { type: 'checkbox', 'data-chosen': column });
        box.addEventListener('change', function () { columns[column] = box.checked; draw(); write(); });
        boxes.appendChild(make('label', {}, [box, text(head, ' \u00b7 ') || '#']));
      });
      function mark() { list(boxes.querySelectorAll('input')).forEach(function (box) { box.checked = isShown(+box.dataset.chosen); }); }
      details.addEventListener('toggle', mark);
      details.addEventListener('keydown', function (event) {
        if (event.key === 'Escape' && details.open) { details.open = false; details.firstChild.focus(); event.stopPropagation(); }
      });
      document.addEventListener('click', function (event) { if (!details.contains(event.target)) details.open = false; });
      return details;
    }

    /* The state of this table, in the names of the address. */
    function state() {
      var parts = fields.filter(function (field) { return field.value.trim(); }).map(function (field) { return [field.name, field.value.trim()]; });
      if (sort) parts.push(['sort', (sort.down ? '-' : '') + (sort.column + 1)]);
      ['off', 'on'].forEach(function (what) {
        var chosen = Object.keys(columns).filter(function (column) { return columns[column] === (what === 'on'); });
        if (chosen.length) parts.push([what, chosen.map(function (column) { return +column + 1; }).join('.')]);
      });
      return parts.map(function (part) { return key + part[0] + '=' + encodeURIComponent(part[1]); });
    }
    function restore(values) {
      fields.forEach(function (field) { field.value = values[key + field.name] || ''; });
      if (unfold && fields.some(function (field) { return field.type !== 'search' && field.value; })) fold(true);
      var wanted = /^(-?)(\d+)$/.exec(values[key + 'sort'] || ''), column = wanted ? +wanted[2] - 1 : -1;
      order(heads[column] && heads[column].dataset.sort ? { column: column, down: wanted[1] === '-' } : null);
      var before = JSON.stringify(columns);
      columns = {};
      ['off', 'on'].forEach(function (what) {
        (values[key + what] || '').split('.').forEach(function (one) { if (heads[+one - 1]) columns[+one - 1] = what === 'on'; });
      });
      if (JSON.stringify(columns) !== before) draw();
      filter();
      /* What the address asks of a table is seen on a phone, too. */
      var shows = figure && figure.querySelector('.shows');
      if (shows && state().length) shows.checked = true;
    }

    var tools = form || table.parentNode.previousElementSibling;
    if (tools && (form || tools.hasAttribute('data-tools'))) {
      var bar = make('div', { 'class': 'table-tools' }, (form || heads.length > 5 ? [chooser()] : []).concat([csvButton(table, kept)]));
      tools.appendChild(bar);
    }
    table.keyfolioRows = kept;
    tables.push({ state: state, restore: restore });
  }

  /* ---- The address --------------------------------------------------------------------------------------------------- */

  function write() {
    var state = [].concat.apply([], tables.map(function (table) { return table.state(); })).join('&');
    try { history.replaceState(null, '', state ? '#?' + state : location.pathname + location.search); } catch (e) { /* file:// in some browsers */ }
  }
  function restore(event) {
    var isOurs = location.hash.slice(0, 2) === '#?';
    if (event && !isOurs && location.hash) return;   /* a link within the page leaves the tables as they are */
    var values = {};
    (isOurs ? location.hash.slice(2).split('&') : []).forEach(function (pair) {
      var at = pair.indexOf('=');
      try { if (at > 0) values[pair.slice(0, at)] = decodeURIComponent(pair.slice(at + 1)); } catch (e) { /* not ours */ }
    });
    tables.forEach(function (table) { table.restore(values); });
  }

  var sortable = list(document.querySelectorAll('table[data-sortable]')).map(function (table) {
    var form = table.id ? document.querySelector('form[data-filter="' + table.id + '"]') : null, before = table.parentNode.previousElementSibling;
    return { table: table, form: form || (before && before.matches('form[data-filter=""]') ? before : null) };
  });
  /* The table with the filters that the page made, or else the first one, has the plain names. */
  var main = sortable.filter(function (one) { return one.form && one.form.dataset.filter; })[0] || sortable[0];
  sortable.forEach(function (one, at) {
    var figure = one.table.closest('[id]');
    enhance(one.table, one.form, one === main ? '' : (figure && figure.id !== 'main' && figure !== one.table ? figure.id : 't' + (at + 1)) + '.');
  });
  restore();
  window.addEventListener('hashchange', restore);
  /* The numbers behind a chart. */
  list(document.querySelectorAll('figure details:not(.unfold) table, footer details table')).forEach(function (table) {
    if (table.dataset.sortable === undefined && table.tHead) table.parentNode.parentNode.appendChild(make('p', { 'class': 'table-tools' }, [csvButton(table)]));
  });
})();
