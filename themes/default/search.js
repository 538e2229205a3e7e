/* Search over the index that keyfolio writes beside the pages. Plain script: no modules and no fetch, so that it works
   by file://. The index is a set of scripts that call keyfolioSearch.shard(); a query loads the few that it needs.

   A page has  <form data-search data-root="../" data-language="zh-CN" data-languages="zh-CN en"
                     data-unavailable="…" hidden> <input type="search" aria-label="…"> </form>
   where data-root leads to the root of the site; without data-languages, the languages are those of the page's hreflang
   links. All other words come with the index. The results hang in a <div class="results"> at the end of the form. */
(function () {
  "use strict";

  var page = typeof window === "undefined" ? globalThis : window;
  var DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  /* What a match is worth: in the text, a heading, a tag or contact, a name, at the start of a name. */
  var WORTH = [1, 4, 16, 64, 80];
  var NAME = 3;
  var AT_ONCE = 12;

  /* ---- Shards ------------------------------------------------------------------------------------------------ */

  var shards = {};
  var waiting = {};

  function receive(language, name, value) {
    shards[language + "/" + name] = value;
  }

  function loadScript(path, done) {
    var script = document.createElement("script");
    script.src = search.root + path;
    script.onload = function () { script.remove(); done(null); };
    script.onerror = function () { script.remove(); done(new Error(path)); };
    document.head.appendChild(script);
  }

  /* Loads what is not there yet, then calls back once, with the first error if there was one. */
  function need(language, names, done) {
    var open = 1;
    var failed = null;
    function one(error) {
      failed = failed || error;
      open -= 1;
      if (open === 0) { done(failed); }
    }
    names.forEach(function (name) {
      var key = language + "/" + name;
      if (key in shards) { return; }
      open += 1;
      if (waiting[key]) { waiting[key].push(one); return; }
      waiting[key] = [one];
      search.load("search/" + key + ".js", function (error) {
        var calls = waiting[key];
        delete waiting[key];
        if (!error && !(key in shards)) { error = new Error(key); }
        calls.forEach(function (call) { call(error); });
      });
    });
    one(null);
  }

  /* ---- Folding and cutting: the same rules as src/site/search/token.rs, with the tables of the index ------------- */

  var foldOf = null;

  function foldTable(index) {
    if (foldOf) { return foldOf; }
    foldOf = Object.create(null);
    index.folds.forEach(function (row) {
      var parts = row.split(":");
      for (var i = 0; i < parts[1].length; i += 1) { foldOf[parts[1].charAt(i)] = parts[0]; }
    });
    return foldOf;
  }

  /* The folded text, and for each of its UTF-16 units the place in the text that it came from. */
  function fold(index, text) {
    var table = foldTable(index);
    var folded = "";
    var from = [];
    for (var i = 0; i < text.length; i += 1) {
      var code = text.charCodeAt(i);
      var isWide = code >= 0xff01 && code <= 0xff5e;
      var small = (isWide ? String.fromCharCode(code - 0xfee0) : text.charAt(i)).toLowerCase();
      for (var j = 0; j < small.length; j += 1) {
        var unit = small.charCodeAt(j);
        if (unit >= 0x300 && unit <= 0x36f) { continue; }
        var letter = small.charAt(j);
        var plain = table[letter] || letter;
        for (var k = 0; k < plain.length; k += 1) { from.push(i); }
        folded += plain;
      }
    }
    from.push(text.length);
    return { text: folded, from: from };
  }

  function within(ranges, code) {
    return ranges.some(function (range) { return code >= range[0] && code <= range[1]; });
  }

  function classOf(index, code) {
    return within(index.word_ranges, code) ? "word" : within(index.gram_ranges, code) ? "gram" : "";
  }

  function letters(text) {
    return Array.from(text);
  }

  function runs(index, folded) {
    var found = [];
    var last = null;
    letters(folded).forEach(function (letter) {
      var kind = classOf(index, letter.codePointAt(0));
      if (last && kind && last.kind === kind) { last.letters.push(letter); return; }
      last = kind ? { kind: kind, letters: [letter] } : null;
      if (last) { found.push(last); }
    });
    return found;
  }

  function hash(token, kind) {
    var value = 0x811c9dc5;
    letters(token).slice(0, kind === "word" ? 2 : 1).join("").split("").forEach(function (unit) {
      value = Math.imul(value ^ unit.charCodeAt(0), 0x01000193);
    });
    return value >>> 0;
  }

  /* The words of a query: each must be found. A word of several tokens is checked against the stored text as well. */
  function parse(index, query) {
    return query.split(/\s+/).map(function (words) {
      var folded = fold(index, words).text;
      var parts = runs(index, folded);
      var tokens = [];
      parts.forEach(function (part, at) {
        var isLast = at === parts.length - 1;
        if (part.kind === "word") {
          tokens.push({ text: part.letters.join(""), kind: "word", begins: isLast && part.letters.length > 1 });
          return;
        }
        if (part.letters.length === 1) { tokens.push({ text: part.letters[0], kind: "gram", begins: isLast }); }
        for (var i = 0; i + 1 < part.letters.length; i += 1) {
          tokens.push({ text: part.letters[i] + part.letters[i + 1], kind: "gram", begins: false });
        }
      });
      var first = parts.length ? folded.indexOf(parts[0].letters.join("")) : 0;
      var lastText = parts.length ? parts[parts.length - 1].letters.join("") : "";
      var text = folded.slice(first, folded.lastIndexOf(lastText) + lastText.length);
      return { text: text, startsWord: parts.length > 0 && parts[0].kind === "word", tokens: tokens };
    }).filter(function (term) { return term.tokens.length > 0; });
  }

  /* ---- Finding ----------------------------------------------------------------------------------------------- */

  function shardOf(index, token) {
    return "t" + (hash(token.text, token.kind) % index.token_shards);
  }

  /* Adds the documents of an encoded list, each with its highest level. */
  function decode(text, levels) {
    var doc = 0;
    var number = 0;
    var unit = 1;
    for (var i = 0; i < text.length; i += 1) {
      var digit = DIGITS.indexOf(text.charAt(i));
      number += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) {
        doc += Math.floor(number / 8);
        var level = number % 8;
        var known = levels.get(doc);
        if (known === undefined || known < level) { levels.set(doc, level); }
        number = 0;
        unit = 1;
      }
    }
  }

  /* Documents with a token: a line of the shard is the token, a space, the documents. */
  function levelsOf(shard, token) {
    var levels = new Map();
    var start = "\n" + token.text + (token.begins ? "" : " ");
    var text = "\n" + shard;
    var at = text.indexOf(start);
    while (at !== -1) {
      var end = text.indexOf("\n", at + 1);
      decode(text.slice(text.indexOf(" ", at) + 1, end), levels);
      at = token.begins ? text.indexOf(start, end) : -1;
    }
    return levels;
  }

  /* Documents with all tokens of a word, and the level at which all of them stand. */
  function termLevels(language, index, term) {
    var all = null;
    term.tokens.forEach(function (token) {
      var levels = levelsOf(shards[language + "/" + shardOf(index, token)], token);
      if (all === null) { all = levels; return; }
      var both = new Map();
      all.forEach(function (level, doc) {
        if (!levels.has(doc)) { return; }
        var next = levels.get(doc);
        both.set(doc, next >= NAME && level > NAME ? level : Math.min(level, next));
      });
      all = both;
    });
    return all;
  }

  /* Calls back with a cursor over the candidates, the best first. */
  function find(language, query, done) {
    need(language, ["index"], function (error) {
      if (error) { done(error); return; }
      var index = shards[language + "/index"];
      var terms = parse(index, query);
      var names = [];
      terms.forEach(function (term) {
        term.tokens.forEach(function (token) { names.push(shardOf(index, token)); });
      });
      need(language, names, function (error) {
        if (error) { done(error); return; }
        done(null, { language: language, index: index, query: query, terms: terms, at: 0,
          candidates: terms.length ? rank(language, index, terms) : [] });
      });
    });
  }

  function rank(language, index, terms) {
    var scores = null;
    terms.forEach(function (term) {
      var levels = termLevels(language, index, term);
      var next = new Map();
      levels.forEach(function (level, doc) {
        if (scores && !scores.has(doc)) { return; }
        var before = scores ? scores.get(doc) : { score: 0, lowest: WORTH.length };
        next.set(doc, { score: before.score + WORTH[level], lowest: Math.min(before.lowest, level) });
      });
      scores = next;
    });
    var candidates = [];
    scores.forEach(function (found, doc) { candidates.push({ doc: doc, score: found.score, lowest: found.lowest }); });
    return candidates.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
  }

  /* Loads, checks and returns the next results of a cursor: at least `count`, if there are so many. */
  function more(cursor, count, results, done) {
    var language = cursor.language;
    var batch = cursor.candidates.slice(cursor.at, cursor.at + AT_ONCE);
    if (results.length >= count || batch.length === 0) {
      done(null, results);
      return;
    }
    cursor.at += batch.length;
    function shardOfDoc(candidate) {
      return "d" + Math.floor(candidate.doc / cursor.index.docs_per_shard);
    }
    need(language, batch.map(shardOfDoc), function (error) {
      if (error) { done(error); return; }
      var deep = batch.filter(function (candidate) {
        candidate.row = shards[language + "/" + shardOfDoc(candidate)][candidate.doc % cursor.index.docs_per_shard];
        candidate.shown = inNames(cursor, candidate.row);
        return !candidate.shown;
      });
      need(language, deep.map(function (candidate) { return "x" + candidate.row[5]; }), function (error) {
        if (error) { done(error); return; }
        var found = batch.map(function (candidate) { return resultOf(cursor, candidate); }).filter(Boolean);
        found.sort(function (a, b) { return b.score - a.score || a.title.length - b.title.length || a.doc - b.doc; });
        more(cursor, count, results.concat(found), done);
      });
    });
  }

  /* Where a word of the query stands in a folded text, from a place on; -1 if it does not. */
  function occurs(index, folded, term, from) {
    var at = folded.indexOf(term.text, from);
    while (at > 0 && term.startsWord && classOf(index, folded.charCodeAt(at - 1)) === "word") {
      at = folded.indexOf(term.text, at + 1);
    }
    return at;
  }

  function hasAll(cursor, text) {
    var folded = fold(cursor.index, text).text;
    return cursor.terms.every(function (term) { return occurs(cursor.index, folded, term, 0) !== -1; });
  }

  /* If title, aliases, contacts and tags hold all words, no text need be loaded: what to show of them; else null. */
  function inNames(cursor, row) {
    var names = row[3].concat(row[4]);
    if (!hasAll(cursor, [row[2]].concat(names).join("\n"))) { return null; }
    return { names: names.filter(function (name) {
      return !hasAll(cursor, row[2]) && cursor.terms.some(function (term) {
        return occurs(cursor.index, fold(cursor.index, name).text, term, 0) !== -1;
      });
    }) };
  }

  function resultOf(cursor, candidate) {
    var row = candidate.row;
    var result = { doc: candidate.doc, language: cursor.language, score: candidate.score, url: row[0],
      kind: cursor.index.kinds[row[1]], title: row[2], excerpt: "" };
    if (fold(cursor.index, row[2]).text === fold(cursor.index, cursor.query.trim()).text) { result.score += WORTH[4]; }
    if (candidate.shown) {
      result.excerpt = candidate.shown.names.join(" · ");
      return result;
    }
    var text = textOf(cursor, candidate);
    var everything = [row[2]].concat(row[3], row[4], text[0].map(function (heading) { return heading[1]; }), [text[1]]);
    if (!hasAll(cursor, everything.join("\n"))) { return null; }
    var heading = text[0].filter(function (heading) { return hasAll(cursor, heading[1]); })[0];
    if (heading) {
      result.excerpt = heading[1];
      if (result.url.indexOf("#") === -1) { result.url += "#" + heading[0]; }
    } else {
      result.excerpt = excerpt(cursor, text[1]);
    }
    return result;
  }

  function textOf(cursor, candidate) {
    var rows = shards[cursor.language + "/x" + candidate.row[5]];
    var row = rows.filter(function (row) { return row[0] === candidate.doc; })[0];
    return row ? row[1] : [[], ""];
  }

  /* The words around the first place at which the text has a word of the query. */
  function excerpt(cursor, text) {
    var folded = fold(cursor.index, text);
    var places = cursor.terms.map(function (term) { return occurs(cursor.index, folded.text, term, 0); });
    var first = Math.min.apply(null, places.filter(function (at) { return at !== -1; }).concat([folded.text.length]));
    var at = first === folded.text.length ? 0 : folded.from[first];
    var start = Math.max(0, at - 24);
    var words = text.slice(start, at + 96).replace(/\s+/g, " ");
    return (start > 0 ? "…" : "") + words + (at + 96 < text.length ? "…" : "");
  }

  /* A text in pieces: [words, whether they are marked]. */
  function pieces(cursor, text) {
    var folded = fold(cursor.index, text);
    var marked = [];
    cursor.terms.forEach(function (term) {
      var at = occurs(cursor.index, folded.text, term, 0);
      while (at !== -1) {
        for (var i = folded.from[at]; i < folded.from[at + term.text.length - 1] + 1; i += 1) { marked[i] = true; }
        at = occurs(cursor.index, folded.text, term, at + 1);
      }
    });
    var list = [];
    for (var i = 0; i < text.length; i += 1) {
      var last = list[list.length - 1];
      var isMarked = marked[i] === true;
      if (last && last[1] === isMarked) { last[0] += text.charAt(i); } else { list.push([text.charAt(i), isMarked]); }
    }
    return list;
  }

  var search = {
    root: "",
    load: loadScript,
    shard: receive,
    find: find,
    more: more,
    pieces: pieces
  };
  page.keyfolioSearch = search;

  /* ---- The field --------------------------------------------------------------------------------------------- */

  if (typeof document === "undefined") { return; }

  function element(name, attributes, children) {
    var made = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    (children || []).forEach(function (child) {
      made.appendChild(typeof child === "string" ? document.createTextNode(child) : child);
    });
    return made;
  }

  /* The site's other languages: as the form says, or those that the page links to. */
  function otherLanguages(form, language) {
    var tags = (form.getAttribute("data-languages") || "").split(/\s+/);
    if (!form.hasAttribute("data-languages")) {
      tags = Array.prototype.map.call(document.querySelectorAll("[hreflang]"), function (link) {
        return link.getAttribute("hreflang");
      });
    }
    return tags.filter(function (tag, at) { return tag && tag !== language && tags.indexOf(tag) === at; });
  }

  function enhance(form, number) {
    var input = form.querySelector("input");
    if (!input) { return; }
    var language = form.getAttribute("data-language");
    var others = otherLanguages(form, language);
    var listId = "search-results-" + number;
    var label = input.getAttribute("aria-label") || input.getAttribute("placeholder") || "";
    var status = element("p", { "class": "search-status", role: "status" });
    var list = element("div", { role: "listbox", id: listId, "aria-label": label });
    var button = element("button", { "class": "search-more", type: "button", hidden: "" });
    var panel = element("div", { "class": "results", hidden: "" }, [status, list, button]);
    var turn = 0;
    var timer = null;
    var active = -1;
    var wanted = AT_ONCE;

    search.root = form.getAttribute("data-root") || "";
    form.hidden = false;
    form.appendChild(panel);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", listId);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");

    function options() {
      return Array.prototype.slice.call(list.querySelectorAll("[role=option]"));
    }

    function show(isShown) {
      panel.hidden = !isShown;
      input.setAttribute("aria-expanded", String(isShown && options().length > 0));
      if (!isShown) { activate(-1); }
    }

    function activate(at) {
      options().forEach(function (option, i) { option.setAttribute("aria-selected", String(i === at)); });
      active = at;
      var option = options()[at];
      if (option) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function say(words) {
      status.textContent = words;
      status.hidden = words === "";
    }

    function strings() {
      var index = shards[language + "/index"];
      return index ? index.strings : {};
    }

    function optionOf(cursor, result, id) {
      function words(text) {
        return pieces(cursor, text).map(function (piece) {
          return piece[1] ? element("mark", {}, [piece[0]]) : piece[0];
        });
      }
      var children = [element("span", { "class": "search-title" }, words(result.title))];
      if (result.excerpt) { children.push(element("span", { "class": "search-excerpt" }, words(result.excerpt))); }
      var href = search.root + result.language + "/" + result.url;
      var attributes = { role: "option", id: listId + "-" + id, tabindex: "-1", "aria-selected": "false", href: href };
      if (result.language !== language) { attributes.lang = result.language; }
      return element("a", attributes, children);
    }

    /* Results in their groups, the group of the best result first. */
    function draw(found) {
      list.textContent = "";
      var count = 0;
      found.forEach(function (part) {
        var kinds = [];
        part.results.forEach(function (result) {
          if (kinds.indexOf(result.kind[0]) === -1) { kinds.push(result.kind[0]); }
        });
        kinds.forEach(function (kind) {
          var members = part.results.filter(function (result) { return result.kind[0] === kind; });
          var name = members[0].kind[1];
          var head = part.note ? part.note + " · " + name : name;
          var group = element("div", { role: "group", "aria-label": head, "class": "search-group" },
            [element("div", { "class": "search-kind", "aria-hidden": "true" }, [head])]);
          members.forEach(function (result) { group.appendChild(optionOf(part.cursor, result, count)); count += 1; });
          list.appendChild(group);
        });
      });
      return count;
    }

    function finish(query, found) {
      var count = draw(found);
      var left = found.some(function (part) { return part.cursor.at < part.cursor.candidates.length; });
      var words = strings();
      button.textContent = words.more || "";
      button.hidden = !left;
      say(count === 0 ? (words.none || "").replace("{query}", query)
        : left ? "" : count === 1 ? words.result : (words.results || "").replace("{count}", String(count)));
      show(true);
      activate(-1);
    }

    function run() {
      var query = input.value.trim();
      var mine = turn += 1;
      if (!query) { list.textContent = ""; show(false); return; }
      if (strings().loading) { say(strings().loading); }
      function stale() { return mine !== turn; }
      function failed() { say(form.getAttribute("data-unavailable") || ""); list.textContent = ""; show(true); }
      var found = [];
      function next(tags) {
        if (tags.length === 0) { finish(query, found); return; }
        find(tags[0], query, function (error, cursor) {
          if (stale()) { return; }
          if (error) { return tags[0] === language ? failed() : next(tags.slice(1)); }
          more(cursor, wanted, [], function (error, results) {
            if (stale()) { return; }
            if (error) { failed(); return; }
            var known = found.length ? found[0].results.map(function (result) { return result.url; }) : [];
            results = results.filter(function (result) { return known.indexOf(result.url) === -1; });
            var note = tags[0] === language ? "" : strings().other_language;
            found.push({ cursor: cursor, results: results, note: note });
            next(results.length >= AT_ONCE ? [] : tags.slice(1));
          });
        });
      }
      next([language].concat(others));
    }

    function later() {
      window.clearTimeout(timer);
      wanted = AT_ONCE;
      timer = window.setTimeout(run, 120);
    }

    input.addEventListener("focus", function () {
      need(language, ["index"], function () {});
      if (input.value.trim() && panel.hidden) { run(); }
    });
    input.addEventListener("input", function (event) { if (!event.isComposing) { later(); } });
    input.addEventListener("compositionend", later);
    button.addEventListener("click", function () { wanted += AT_ONCE; run(); input.focus(); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) { window.setTimeout(function () {
        if (!form.contains(document.activeElement)) { show(false); }
      }, 200); }
    });
    input.addEventListener("keydown", function (event) {
      /* Enter and arrows belong to the input method while it composes. */
      if (event.isComposing || event.keyCode === 229) { return; }
      var count = options().length;
      if (event.key === "Escape") {
        if (panel.hidden) { input.value = ""; input.blur(); } else { show(false); }
        event.preventDefault();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
        if (panel.hidden) { show(true); }
        activate(event.key === "ArrowDown" ? (active + 1) % count : (active <= 0 ? count : active) - 1);
        event.preventDefault();
      } else if (event.key === "Enter") {
        var option = options()[Math.max(active, 0)];
        if (option && !panel.hidden) { option.click(); }
        event.preventDefault();
      }
    });
  }

  /* The page of results answers the query in its address, search.html?q=… */
  function ask(form) {
    var asked = /[?&]q=([^&]*)/.exec(page.location ? page.location.search : "");
    var input = form && document.querySelector("[data-search-results]") ? form.querySelector("input") : null;
    if (!input || !asked) { return; }
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (error) { return; }
    input.focus();
    input.dispatchEvent(new Event("input"));
  }

  function start() {
    var forms = Array.prototype.slice.call(document.querySelectorAll("form[data-search]"));
    forms.forEach(enhance);
    ask(forms[0]);
    document.addEventListener("keydown", function (event) {
      var isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
      var target = event.target;
      var isTyping = target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      var isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
      var input = forms.length ? forms[0].querySelector("input") : null;
      if (!input || !(isCommand || isSlash)) { return; }
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
