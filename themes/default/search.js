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
  /* What a match is worth: in the text, a heading, a tag or contact, a name, at the start of a name; less where it is
     the pinyin that matches, in full or by initials. */
  var WORTH = [1, 4, 16, 64, 80];
  var WORTH_IN_FULL = [0, 0, 12, 40, 60];
  var WORTH_OF_INITIALS = [0, 0, 8, 30, 50];
  var START_OF_NAME = 4;
  var NAME = 3;
  var AT_ONCE = 12;
  /* With fewer results than this, similar spellings are looked for. */
  var FEW = 3;

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

  /* The words of a query: each must be found, in one of its ways: as a list of tokens that must all be there. A word of
     several tokens is checked against the stored text as well. */
  function parse(language, index, query) {
    return query.split(/\s+/).map(function (words) {
      var folded = fold(index, words).text;
      var parts = runs(index, folded);
      var hasWords = parts.some(function (part) { return part.kind === "word"; });
      var isMixed = hasWords && parts.length > 1;
      var tokens = [];
      parts.forEach(function (part, at) {
        var isLast = at === parts.length - 1;
        if (part.kind === "word") {
          var begins = isLast && part.letters.length > 1;
          tokens.push({ kind: "word", keys: keysOf(language, index, part.letters.join(""), begins, !isMixed) });
        } else {
          tokens = tokens.concat(grams(part, isLast));
        }
      });
      var first = parts.length ? folded.indexOf(parts[0].letters.join("")) : 0;
      var lastText = parts.length ? parts[parts.length - 1].letters.join("") : "";
      var text = folded.slice(first, folded.lastIndexOf(lastText) + lastText.length);
      return { text: text, startsWord: parts.length > 0 && parts[0].kind === "word", hasWords: hasWords,
        ways: tokens.length ? [tokens].concat(isMixed ? mixed(language, index, parts) : []) : [] };
    }).filter(function (term) { return term.ways.length > 0; });
  }

  function grams(part, isLast) {
    var tokens = [];
    if (part.letters.length === 1) {
      tokens.push({ kind: "gram", keys: [{ text: part.letters[0], begins: isLast, worth: WORTH }] });
    }
    for (var i = 0; i + 1 < part.letters.length; i += 1) {
      var pair = part.letters[i] + part.letters[i + 1];
      tokens.push({ kind: "gram", keys: [{ text: pair, begins: false, worth: WORTH }] });
    }
    return tokens;
  }

  /* What to look up for a word: itself, and the names whose pinyin it begins, in full or by initials. */
  function keysOf(language, index, word, begins, isTyped) {
    var keys = [{ text: word, begins: begins, worth: WORTH }];
    return isTyped ? keys.concat(typedKeys(index, [word], initialsOf(language, word))) : keys;
  }

  function typedKeys(index, full, initials) {
    var seen = [];
    return full.map(function (text) { return ["=" + text.slice(0, index.full_letters), WORTH_IN_FULL]; })
      .concat(initials.map(function (text) { return ["-" + text.slice(0, index.initials_letters), WORTH_OF_INITIALS]; }))
      .filter(function (key) {
        var isNew = seen.indexOf(key[0]) === -1 && (key[0].length > 2 || key[0].charAt(0) === "-");
        seen.push(key[0]);
        return isNew;
      })
      .map(function (key) { return { text: key[0], begins: key[0].length > 2, worth: key[1] }; });
  }

  /* Characters and pinyin in one word, 澜shang or l裳: looked up by the pinyin of the whole. */
  function mixed(language, index, parts) {
    var table = readings(language);
    if (!table) { return []; }
    function each(before, after) {
      return [].concat.apply([], before.map(function (start) {
        return after.map(function (end) { return start + end; });
      })).slice(0, 8);
    }
    var full = [""];
    var initials = [""];
    parts.forEach(function (part) {
      if (part.kind === "word") {
        full = each(full, [part.letters.join("")]);
        initials = each(initials, initialsOf(language, part.letters.join("")));
        return;
      }
      part.letters.forEach(function (letter) {
        var ways = table.of[letter] || [];
        full = each(full, ways);
        initials = each(initials, ways.map(function (way) { return way.charAt(0); }));
      });
    });
    var keys = typedKeys(index, full, initials);
    return keys.length ? [[{ kind: "word", keys: keys }]] : [];
  }

  /* ---- Pinyin: the readings of the characters of names, a line each: lan兰澜 -------------------------------------- */

  var tables = {};

  function readings(language) {
    var lines = shards[language + "/readings"];
    if (!tables[language] && lines !== undefined) {
      var table = { of: Object.create(null), syllables: Object.create(null) };
      lines.split("\n").forEach(function (line) {
        var syllable = (/^[a-z]+/.exec(line) || [""])[0];
        table.syllables[syllable] = true;
        letters(line.slice(syllable.length)).forEach(function (letter) {
          (table.of[letter] = table.of[letter] || []).push(syllable);
        });
      });
      tables[language] = table;
    }
    return tables[language] || null;
  }

  /* Whether a word is syllables, of which the last may be unfinished. */
  function isFull(table, word) {
    if (word === "") { return true; }
    for (var length = Math.min(6, word.length); length > 0; length -= 1) {
      if (table.syllables[word.slice(0, length)] && isFull(table, word.slice(length))) { return true; }
    }
    return Object.keys(table.syllables).some(function (syllable) { return word.length > 1 && syllable.indexOf(word) === 0; });
  }

  /* The initials that a word may stand for: each letter one (zh, ch, sh too), or syllables and initials mixed. */
  function initialsOf(language, word) {
    var table = readings(language);
    var found = [];
    function add(text) { if (found.indexOf(text) === -1) { found.push(text); } }
    if (!table || word.length > 16) { return found; }
    add(word);
    add(word.replace(/([zcs])h/g, "$1"));
    if (!/^[a-z]+$/.test(word) || isFull(table, word)) { return found; }
    (function read(at, initials, pieces) {
      if (found.length >= 6 || pieces > 8) { return; }
      if (at === word.length) { add(initials); return; }
      for (var length = Math.min(6, word.length - at); length > 1; length -= 1) {
        if (table.syllables[word.substr(at, length)]) { read(at + length, initials + word.charAt(at), pieces + 1); }
      }
      read(at + 1 + (/^[zcs]h/.test(word.slice(at)) ? 1 : 0), initials + word.charAt(at), pieces + 1);
    })(0, "", 0);
    return found;
  }

  /* Where a word stands in a name if its characters may be typed by their pinyin, in full, by initials, or mixed with the
     characters themselves; the last one may be unfinished. Start and end, or null. */
  function spelled(index, table, folded, word, from) {
    var failed = Object.create(null);
    function rest(at, typed) {
      if (typed === word.length) { return at; }
      if (at >= folded.length || failed[at + "," + typed]) { return -1; }
      var letter = folded.charAt(at);
      var ways = letter === word.charAt(typed) ? [1] : [];
      (table.of[letter] || []).forEach(function (reading) {
        var left = word.slice(typed);
        if (left.indexOf(reading) === 0) { ways.push(reading.length); }
        if (reading.indexOf(left) === 0) { ways.push(left.length); }
        if (/^[zcs]h/.test(reading) && left.indexOf(reading.slice(0, 2)) === 0) { ways.push(2); }
        if (left.charAt(0) === reading.charAt(0)) { ways.push(1); }
      });
      for (var i = 0; i < ways.length; i += 1) {
        var end = rest(at + 1, typed + ways[i]);
        if (end !== -1) { return end; }
      }
      failed[at + "," + typed] = true;
      return -1;
    }
    for (var at = from; at < folded.length; at += 1) {
      var isInWord = at > 0 && !table.of[folded.charAt(at)] && classOf(index, folded.charCodeAt(at)) === "word" &&
        classOf(index, folded.charCodeAt(at - 1)) === "word";
      var end = isInWord ? -1 : rest(at, 0);
      if (end !== -1) { return [at, end]; }
    }
    return null;
  }

  /* ---- Similar spellings ---------------------------------------------------------------------------------------- */

  /* Edits that are forgiven: one from four letters on, two from eight. */
  function forgiven(word) { return word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0; }

  /* Letters added, left out, changed, or swapped with their neighbour, at most `most`; more count as most + 1. */
  function edits(one, other, most) {
    if (Math.abs(one.length - other.length) > most) { return most + 1; }
    var before = null;
    var row = [];
    for (var j = 0; j <= other.length; j += 1) { row.push(j); }
    for (var i = 1; i <= one.length; i += 1) {
      var next = [i];
      var least = i;
      for (j = 1; j <= other.length; j += 1) {
        var same = one.charAt(i - 1) === other.charAt(j - 1);
        var cost = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (same ? 0 : 1));
        if (before && j > 1 && one.charAt(i - 1) === other.charAt(j - 2) && one.charAt(i - 2) === other.charAt(j - 1)) {
          cost = Math.min(cost, before[j - 2] + 1);
        }
        next.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) { return most + 1; }
      before = row;
      row = next;
    }
    return row[other.length];
  }

  /* The words of names that are nearest to a word, the nearest first. */
  function similar(language, word) {
    var most = forgiven(word);
    var found = [];
    if (most === 0 || !/^[^0-9]+$/.test(word)) { return found; }
    shards[language + "/words"].split(" ").forEach(function (known) {
      var distance = known === word ? 0 : edits(word, known, most);
      if (distance > 0 && distance <= most) { found.push({ word: known, distance: distance }); }
    });
    found.sort(function (a, b) { return a.distance - b.distance || (a.word < b.word ? -1 : 1); });
    return found.slice(0, 6).map(function (one) { return one.word; });
  }

  /* What a syllable sounds like to an ear that does not part zh from z, l from n, an from ang. */
  function sound(syllable) {
    return syllable.replace(/^([zcs])h/, "$1").replace(/^n/, "l").replace(/ng$/, "n");
  }

  /* A word that is not quite pinyin, as the pinyin that it may mean: syllables that sound alike (each counts 1, three at
     most), one of them with a letter wrong (counts 2), the last one unfinished. The nearest first. */
  function respelled(language, word) {
    var table = readings(language);
    if (!table || word.length < 4 || word.length > 24 || !/^[a-z]+$/.test(word)) { return []; }
    var syllables = Object.keys(table.syllables).filter(Boolean);
    var known = Object.create(null);
    function near(piece) {
      known[piece] = known[piece] || syllables.map(function (syllable) {
        var isEdit = Math.min(piece.length, syllable.length) > 1 && edits(syllable, piece, 1) === 1;
        return [syllable, syllable === piece ? 0 : sound(syllable) === sound(piece) ? 1 : isEdit ? 2 : 9];
      }).filter(function (one) { return one[1] < 9; }).sort(function (a, b) { return a[1] - b[1]; });
      return known[piece];
    }
    var best = Object.create(null);
    var steps = 4000;
    (function read(at, text, cost) {
      steps -= 1;
      if (steps < 0) { return; }
      var left = word.slice(at);
      var isBegun = left === "" || syllables.some(function (syllable) { return syllable.indexOf(left) === 0; });
      if (isBegun && cost > 0 && !(best[text + left] <= cost)) { best[text + left] = cost; }
      for (var length = Math.min(7, left.length); length > 0; length -= 1) {
        near(left.slice(0, length)).forEach(function (one) {
          if (cost + one[1] <= 3) { read(at + length, text + one[0], cost + one[1]); }
        });
      }
    })(0, "", 0);
    delete best[word];
    /* Names that begin with the same two letters are in one shard: of the nearest, four of them are looked up. */
    function isElsewhere(text) { return text.slice(0, 2) === word.slice(0, 2) ? 0 : 1; }
    var beginnings = [];
    return Object.keys(best).sort(function (a, b) {
      return best[a] - best[b] || isElsewhere(a) - isElsewhere(b) || (a < b ? -1 : 1);
    }).filter(function (text) {
      var begins = text.slice(0, 2);
      if (beginnings.indexOf(begins) === -1 && beginnings.length < 4) { beginnings.push(begins); }
      return beginnings.indexOf(begins) !== -1;
    }).slice(0, 36);
  }

  /* Calls back with a cursor over what is found if words of the query are spelled a little differently. */
  function findSimilar(cursor, done) {
    var language = cursor.language;
    need(language, ["words"], function (error) {
      if (error) { done(error); return; }
      var queries = [[]];
      var isOther = false;
      cursor.terms.forEach(function (term) {
        var isWord = term.startsWord && term.ways[0].length === 1;
        var words = isWord ? similar(language, term.text) : [];
        var sounds = isWord ? respelled(language, term.text) : [];
        isOther = isOther || words.length + sounds.length > 0;
        var terms = [term].concat(words.map(function (word) {
          return { text: word, startsWord: true, hasWords: false,
            ways: [[{ kind: "word", keys: [{ text: word, begins: false, worth: WORTH }] }]] };
        }), sounds.map(function (pinyin) {
          return { text: pinyin, startsWord: true, hasWords: true,
            ways: [[{ kind: "word", keys: typedKeys(cursor.index, [pinyin], []) }]] };
        }));
        queries = [].concat.apply([], queries.map(function (query) {
          return terms.map(function (one) { return query.concat([one]); });
        })).slice(0, 40);
      });
      queries = isOther ? queries.slice(1) : [];
      need(language, shardsOf(cursor.index, [].concat.apply([], queries)), function (error) {
        if (error) { done(error); return; }
        var known = Object.create(null);
        /* What only seemed to be it may yet be it by another spelling. */
        cursor.candidates.forEach(function (candidate) { if (candidate.isFound !== false) { known[candidate.doc] = true; } });
        var candidates = [];
        queries.forEach(function (terms) {
          rank(language, cursor.index, terms).forEach(function (candidate) {
            if (known[candidate.doc]) { return; }
            known[candidate.doc] = true;
            candidate.terms = terms;
            candidates.push(candidate);
          });
        });
        done(null, { language: language, index: cursor.index, query: cursor.query, terms: cursor.terms, at: 0,
          candidates: candidates });
      });
    });
  }

  /* ---- Finding ----------------------------------------------------------------------------------------------- */

  function shardOf(index, key, kind) {
    return "t" + (hash(key.text.replace(/^[=-]/, ""), kind) % index.token_shards);
  }

  function shardsOf(index, terms) {
    var names = [];
    terms.forEach(function (term) {
      [].concat.apply([], term.ways).forEach(function (token) {
        token.keys.forEach(function (key) { names.push(shardOf(index, key, token.kind)); });
      });
    });
    return names;
  }

  /* Adds the documents of an encoded list, each with where it stands and what that is worth, the best for each. */
  function decode(text, worth, found) {
    var doc = 0;
    var number = 0;
    var unit = 1;
    for (var i = 0; i < text.length; i += 1) {
      var digit = DIGITS.indexOf(text.charAt(i));
      number += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) {
        doc += Math.floor(number / 8);
        var known = found.get(doc);
        var level = number % 8;
        if (known === undefined || known.worth < worth[level]) {
          found.set(doc, { level: level, worth: worth[level], isTyped: worth !== WORTH && !(known && !known.isTyped) });
        }
        number = 0;
        unit = 1;
      }
    }
  }

  /* Documents with a token: a line of the shard is the token, a space, the documents. */
  function matchesOf(language, index, token) {
    var found = new Map();
    token.keys.forEach(function (key) {
      var text = shards[language + "/" + shardOf(index, key, token.kind)];
      var start = key.text + (key.begins ? "" : " ");
      var at = text.lastIndexOf(start, 0) === 0 ? 0 : text.indexOf("\n" + start) + 1;
      while (at > 0 || (at === 0 && text.lastIndexOf(start, 0) === 0)) {
        var end = text.indexOf("\n", at);
        decode(text.slice(text.indexOf(" ", at) + 1, end), key.worth, found);
        /* Tokens are in order: those with one beginning follow each other. */
        at = key.begins && text.lastIndexOf(start, end + 1) === end + 1 ? end + 1 : -1;
      }
    });
    return found;
  }

  /* Documents with all tokens of a way, and the least of where they stand. */
  function wayMatches(language, index, tokens) {
    var all = null;
    tokens.forEach(function (token) {
      var matches = matchesOf(language, index, token);
      if (all === null) { all = matches; return; }
      var both = new Map();
      all.forEach(function (one, doc) {
        var next = matches.get(doc);
        if (!next) { return; }
        var isStart = one.level === START_OF_NAME && next.level >= NAME;
        both.set(doc, isStart || one.worth <= next.worth ? one : next);
      });
      all = both;
    });
    return all;
  }

  /* Documents with a word of the query, the first way that they have it in. */
  function termMatches(language, index, term) {
    var all = wayMatches(language, index, term.ways[0]);
    term.ways.slice(1).forEach(function (way) {
      wayMatches(language, index, way).forEach(function (match, doc) {
        if (!all.has(doc)) { all.set(doc, match); }
      });
    });
    return all;
  }

  /* Calls back with a cursor over the candidates, the best first. */
  function find(language, query, done) {
    var shared = /[A-Za-z\uff21-\uff5a]/.test(query) ? ["index", "readings"] : ["index"];
    need(language, shared, function (error) {
      if (error) { done(error); return; }
      var index = shards[language + "/index"];
      var terms = parse(language, index, query);
      need(language, shardsOf(index, terms), function (error) {
        if (error) { done(error); return; }
        done(null, { language: language, index: index, query: query, terms: terms, at: 0,
          candidates: terms.length ? rank(language, index, terms) : [] });
      });
    });
  }

  function rank(language, index, terms) {
    var scores = null;
    terms.forEach(function (term) {
      var next = new Map();
      termMatches(language, index, term).forEach(function (match, doc) {
        if (scores && !scores.has(doc)) { return; }
        var before = scores ? scores.get(doc) : { score: 0, typed: [] };
        next.set(doc, { score: before.score + match.worth, typed: match.isTyped ? before.typed.concat([term]) : before.typed });
      });
      scores = next;
    });
    var candidates = [];
    scores.forEach(function (found, doc) {
      candidates.push({ doc: doc, score: found.score, typed: found.typed, terms: terms });
    });
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
        candidate.shown = inNames(cursor, candidate);
        candidate.isIn = candidate.shown !== null || typedInNames(cursor, candidate);
        return !candidate.shown && candidate.isIn;
      });
      need(language, deep.map(function (candidate) { return "x" + candidate.row[5]; }), function (error) {
        if (error) { done(error); return; }
        var found = batch.map(function (candidate) {
          var result = resultOf(cursor, candidate);
          candidate.isFound = result !== null;
          return result;
        }).filter(Boolean);
        found.sort(function (a, b) { return b.score - a.score || a.doc - b.doc; });
        more(cursor, count, results.concat(found), done);
      });
    });
  }

  /* Where a word of the query stands in a folded text, from a place on: start and end, or null. Names are read aloud as
     well: there, a word may be pinyin. */
  function occurs(cursor, folded, term, from, isName) {
    var at = folded.indexOf(term.text, from);
    while (at > 0 && term.startsWord && classOf(cursor.index, folded.charCodeAt(at - 1)) === "word") {
      at = folded.indexOf(term.text, at + 1);
    }
    if (at !== -1) { return [at, at + term.text.length]; }
    var table = isName && term.hasWords ? readings(cursor.language) : null;
    return table ? spelled(cursor.index, table, folded, term.text, from) : null;
  }

  function has(cursor, text, term, isName) {
    return occurs(cursor, fold(cursor.index, text).text, term, 0, isName) !== null;
  }

  /* If title, aliases, contacts and tags hold all words, no text need be loaded: what to show of them; else null. A name
     that has a word as it was typed is shown even where the title would do by its pinyin. */
  function inNames(cursor, candidate) {
    var row = candidate.row;
    var names = row[3].concat(row[4]);
    var shown = [];
    function note(found) { found.forEach(function (name) { if (shown.indexOf(name) === -1) { shown.push(name); } }); }
    var isWhole = candidate.terms.every(function (term) {
      function holders(isName) { return names.filter(function (name) { return has(cursor, name, term, isName); }); }
      if (has(cursor, row[2], term, false)) { return true; }
      var exact = holders(false);
      if (exact.length > 0) { note(exact); return true; }
      if (has(cursor, row[2], term, true)) { return true; }
      var typed = holders(true);
      note(typed);
      return typed.length > 0;
    });
    return isWhole ? { names: shown } : null;
  }

  /* What is matched as pinyin must be in the names: the texts are not read aloud. */
  function typedInNames(cursor, candidate) {
    var row = candidate.row;
    var names = [row[2]].concat(row[3], row[4]).join("\n");
    return candidate.typed.every(function (term) { return has(cursor, names, term, true); });
  }

  function resultOf(cursor, candidate) {
    var row = candidate.row;
    var result = { doc: candidate.doc, language: cursor.language, score: candidate.score, terms: candidate.terms,
      url: row[0], kind: cursor.index.kinds[row[1]], title: row[2], excerpt: "", line: row[6], isName: true };
    /* What is called just so, or has just this id or code, comes first. */
    var wanted = fold(cursor.index, cursor.query.trim()).text;
    if ([row[2]].concat(row[3]).some(function (name) { return fold(cursor.index, name).text === wanted; })) { result.score += 2 * WORTH[4]; }
    if (candidate.shown) {
      result.excerpt = candidate.shown.names.join(" · ");
      return result;
    }
    if (!candidate.isIn) { return null; }
    var text = textOf(cursor, candidate);
    var names = [row[2]].concat(row[3], row[4]).join("\n");
    var words = text[0].map(function (heading) { return heading[1]; }).concat([text[1]]).join("\n");
    if (!candidate.terms.every(function (term) {
      return has(cursor, names, term, true) || has(cursor, words, term, false);
    })) { return null; }
    var heading = text[0].filter(function (heading) {
      return candidate.terms.every(function (term) { return has(cursor, heading[1], term, false); });
    })[0];
    result.isName = false;
    if (heading) {
      result.excerpt = heading[1];
      if (result.url.indexOf("#") === -1) { result.url += "#" + heading[0]; }
    } else {
      result.excerpt = excerpt(cursor, candidate.terms, text[1]);
    }
    return result;
  }

  function textOf(cursor, candidate) {
    var rows = shards[cursor.language + "/x" + candidate.row[5]];
    var row = rows.filter(function (row) { return row[0] === candidate.doc; })[0];
    return row ? row[1] : [[], ""];
  }

  /* The words around the first place at which the text has a word of the query. */
  function excerpt(cursor, terms, text) {
    var folded = fold(cursor.index, text);
    var first = folded.text.length;
    terms.forEach(function (term) {
      var place = occurs(cursor, folded.text, term, 0, false);
      if (place) { first = Math.min(first, place[0]); }
    });
    var at = first === folded.text.length ? 0 : folded.from[first];
    var start = Math.max(0, at - 24);
    var words = text.slice(start, at + 96).replace(/\s+/g, " ");
    return (start > 0 ? "…" : "") + words + (at + 96 < text.length ? "…" : "");
  }

  /* A text in pieces: [words, whether they are marked]. */
  function pieces(cursor, terms, text, isName) {
    var folded = fold(cursor.index, text);
    var marked = [];
    terms.forEach(function (term) {
      var place = occurs(cursor, folded.text, term, 0, isName);
      while (place) {
        for (var i = folded.from[place[0]]; i < folded.from[place[1] - 1] + 1; i += 1) { marked[i] = true; }
        place = occurs(cursor, folded.text, term, place[1], isName);
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

  /* Hands over the words of the page's language, or null. */
  function words(done) {
    var form = document.querySelector("form[data-search]");
    var language = form ? form.getAttribute("data-language") : "";
    need(language, ["index"], function (error) { done(error ? null : shards[language + "/index"].strings); });
  }

  var search = {
    root: "",
    load: loadScript,
    shard: receive,
    find: find,
    findSimilar: findSimilar,
    more: more,
    pieces: pieces,
    words: words
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
      function words(text, isName) {
        return pieces(cursor, result.terms, text, isName).map(function (piece) {
          return piece[1] ? element("mark", {}, [piece[0]]) : piece[0];
        });
      }
      var children = [element("span", { "class": "search-title" }, words(result.title, true))];
      if (result.line) { children.push(element("span", { "class": "search-line" }, [result.line])); }
      if (result.excerpt && (result.line || "").indexOf(result.excerpt) < 0) { children.push(element("span", { "class": "search-excerpt" }, words(result.excerpt, result.isName))); }
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
        : count === 1 && !left ? words.result : (words.results || "").replace("{count}", String(count) + (left ? "+" : "")));
      panel.setAttribute("data-answers", query);
      show(true);
      activate(-1);
    }

    /* The empty field offers what was viewed lately. */
    function offerRecent(mine) {
      var known = page.keyfolioRecent ? page.keyfolioRecent() : [];
      list.textContent = "";
      if (known.length === 0) { show(false); return; }
      need(language, ["index"], function (error) {
        if (error || mine !== turn || document.activeElement !== input) { return; }
        var head = strings().recent;
        var group = element("div", { role: "group", "aria-label": head, "class": "search-group" },
          [element("div", { "class": "search-kind", "aria-hidden": "true" }, [head])]);
        known.forEach(function (one, at) {
          group.appendChild(element("a", { role: "option", id: listId + "-" + at, tabindex: "-1", "aria-selected": "false",
            href: search.root + one.path }, [element("span", { "class": "search-title" }, [one.title])]));
        });
        list.appendChild(group);
        button.hidden = true;
        say("");
        show(true);
      });
    }

    function run() {
      var query = input.value.trim();
      var mine = turn += 1;
      if (!query) { offerRecent(mine); return; }
      if (strings().loading) { say(strings().loading); }
      function stale() { return mine !== turn; }
      function failed() { say(form.getAttribute("data-unavailable") || ""); list.textContent = ""; show(true); }
      var found = [];
      function count() {
        return found.reduce(function (sum, part) { return sum + part.results.length; }, 0);
      }
      /* Takes the results of a cursor, then goes on. */
      function take(cursor, note, then) {
        more(cursor, wanted, [], function (error, results) {
          if (stale()) { return; }
          if (error) { failed(); return; }
          var known = [].concat.apply([], found.map(function (part) { return part.results; }));
          results = results.filter(function (result) {
            return known.every(function (other) { return other.url !== result.url; });
          });
          found.push({ cursor: cursor, results: results, note: note });
          then();
        });
      }
      /* This language, then the others while there is room; similar spellings only where little is found. */
      function next(tags, cursors) {
        if (tags.length === 0) { nextSimilar(cursors); return; }
        find(tags[0], query, function (error, cursor) {
          if (stale()) { return; }
          if (error) { return tags[0] === language ? failed() : next(tags.slice(1), cursors); }
          take(cursor, tags[0] === language ? "" : strings().other_language, function () {
            next(count() >= AT_ONCE ? [] : tags.slice(1), cursors.concat([cursor]));
          });
        });
      }
      function nextSimilar(cursors) {
        if (cursors.length === 0 || count() >= FEW) { finish(query, found); return; }
        findSimilar(cursors[0], function (error, cursor) {
          if (stale()) { return; }
          if (error) { nextSimilar(cursors.slice(1)); return; }
          take(cursor, strings().similar, function () { nextSimilar(cursors.slice(1)); });
        });
      }
      next([language].concat(others), []);
    }

    function later() {
      window.clearTimeout(timer);
      wanted = AT_ONCE;
      timer = window.setTimeout(run, 40);
    }

    input.addEventListener("focus", function () {
      need(language, ["index", "readings"], function () {});
      if (panel.hidden) { run(); }
    });
    input.addEventListener("input", function (event) { if (!event.isComposing) { later(); } });
    input.addEventListener("compositionend", later);
    button.addEventListener("click", function () { wanted += AT_ONCE; run(); input.focus(); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("focusout", function (event) {
      /* On the page of results they are the page. */
      if (form.hasAttribute("data-search-results")) { return; }
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
    var input = form.hasAttribute("data-search-results") ? form.querySelector("input") : null;
    if (!input) { return; }
    if (!asked) { input.focus(); return; }
    try { input.value = decodeURIComponent(asked[1].replace(/\+/g, " ")); } catch (error) { return; }
    input.focus();
    input.dispatchEvent(new Event("input"));
  }

  function start() {
    var forms = Array.prototype.slice.call(document.querySelectorAll("form[data-search]"));
    forms.forEach(enhance);
    /* The field of the page itself, where it has one, before that of the masthead. */
    forms.sort(function (a, b) { return b.hasAttribute("data-search-results") - a.hasAttribute("data-search-results"); });
    if (forms.length) { ask(forms[0]); }
    document.addEventListener("keydown", function (event) {
      var isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k";
      var target = event.target;
      var isTyping = target && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      var isLetter = (event.key === "/" || event.key === "s") && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
      var input = forms.length ? forms[0].querySelector("input") : null;
      if (!input || !(isCommand || isLetter)) { return; }
      event.preventDefault();
      input.focus();
      input.select();
    });
  }

  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
