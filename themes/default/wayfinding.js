/* keyfolio · finding one's way: what was viewed lately, the neighbours in the list that one came from, and the keys. What it
   remembers stays in this browser; where storage is forbidden, nothing is remembered. Its words come with the search index. */
(function () {
  'use strict';
  var search = window.keyfolioSearch, form = document.querySelector('form[data-search]');
  if (!search || !form) return;
  var root = new URL(form.dataset.root || './', location.href).href, here = location.href.split(/[?#]/)[0];
  var path = here.indexOf(root) === 0 ? here.slice(root.length) : '';
  var RECENT = 'kf-recent:' + root, LIST = 'kf-list:' + root, MOST_RECENT = 8, NEIGHBOURS = 200;

  function make(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    children.forEach(function (child) { made.appendChild(typeof child === 'string' ? document.createTextNode(child) : child); });
    return made;
  }
  function read(storage, key) {
    try { return JSON.parse(window[storage].getItem(key)); } catch (e) { return null; }
  }
  function keep(storage, key, value) {
    try { window[storage].setItem(key, JSON.stringify(value)); } catch (e) { /* not allowed, or full */ }
  }

  /* ---- Recently viewed: offered by the empty search field ---------------------------------------------------------- */

  function recent() {
    var known = read('localStorage', RECENT);
    return (Array.isArray(known) ? known : []).filter(function (one) {
      return one && typeof one.path === 'string' && typeof one.title === 'string' && !/^[a-z]+:|^\/|\.\.|\\/i.test(one.path);
    });
  }
  window.keyfolioRecent = function () { return recent().filter(function (one) { return one.path !== path; }); };
  if (path && !document.querySelector('[data-search-results]')) {
    var entry = { path: path, title: document.title.split(' · ')[0] };
    keep('localStorage', RECENT, [entry].concat(window.keyfolioRecent()).slice(0, MOST_RECENT + 1));
  }

  /* ---- Neighbours: in the order and with the filter of the table that one came from --------------------------------- */

  document.addEventListener('click', function (event) {
    var link = event.target.closest ? event.target.closest('tbody th a[href]') : null;
    if (!link) return;
    var table = link.closest('table'), rows = table.keyfolioRows ? table.keyfolioRows() : Array.prototype.slice.call(link.closest('tbody').rows);
    var links = rows.map(function (row) { return row.querySelector('th a[href]'); }).filter(Boolean);
    var at = links.indexOf(link), from = Math.max(0, at - NEIGHBOURS);
    keep('sessionStorage', LIST, {
      title: document.title.split(' · ')[0], href: location.href, from: from, count: links.length,
      items: links.slice(from, at + NEIGHBOURS + 1).map(function (one) { return [one.href.split(/[?#]/)[0], one.textContent.trim()]; })
    });
  }, true);

  function neighbours() {
    var list = read('sessionStorage', LIST);
    if (!list || !Array.isArray(list.items) || document.querySelector('.pager')) return;
    var at = list.items.findIndex(function (one) { return one[0] === here; });
    if (at === -1 || list.items.length < 2) return;
    search.words(function (words) {
      if (!words) return;
      function link(what, item) {
        return item && item[0].indexOf(root) === 0 ? [make('span', { 'data-pager': what }, [make('small', {}, [words[what]]), make('a', { href: item[0] }, [item[1]])])] : [];
      }
      var back = make('span', {}, [make('small', {}, [(list.from + at + 1) + ' / ' + list.count]), make('a', { href: list.href.indexOf(root) === 0 ? list.href : root }, [list.title])]);
      (document.querySelector('#main > article') || document.getElementById('main')).appendChild(make('nav', { 'class': 'pager in-list', 'aria-label': words.in_list },
        link('previous', list.items[at - 1]).concat([back], link('next', list.items[at + 1]))));
    });
  }
  neighbours();

  /* ---- Keys ------------------------------------------------------------------------------------------------------------ */

  function help() {
    var open = document.querySelector('dialog.keys');
    if (open) { open.close(); return; }
    search.words(function (words) {
      if (!words || document.querySelector('dialog.keys')) return;
      var rows = [[['/', 's', 'Ctrl K'], words.key_search], [['j'], words.next], [['k'], words.previous], [['?'], words.shortcuts], [['Esc'], words.close]];
      var close = make('button', { type: 'button', 'class': 'textbutton' }, [words.close]);
      var dialog = make('dialog', { 'class': 'keys', 'aria-label': words.shortcuts }, [make('h2', {}, [words.shortcuts]),
        make('dl', {}, [].concat.apply([], rows.map(function (row) {
          return [make('dt', {}, row[0].map(function (key) { return make('kbd', {}, [key]); })), make('dd', {}, [row[1]])];
        }))), close]);
      document.body.appendChild(dialog);
      close.addEventListener('click', function () { dialog.close(); });
      dialog.addEventListener('close', function () { dialog.remove(); });
      dialog.showModal();
    });
  }
  document.addEventListener('keydown', function (event) {
    var target = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
    if (event.key === '?') { event.preventDefault(); help(); return; }
    var what = event.key === 'j' ? 'next' : event.key === 'k' ? 'previous' : '';
    var link = what && !document.querySelector('dialog[open]') ? document.querySelector('.pager [data-pager=' + what + '] a') : null;
    if (link) { event.preventDefault(); link.click(); }
  });
})();
