//! Where Chinese lines break: no number from its unit, no name in two, no head begins a line with 的 or 了 or ends with a number alone.

use serde_json::json;

use crate::{kinds, open};

/// What is parted in the open page, with the words around it.
const PARTED: &str = "(() => {
   const parted = [], lines = (node, from, to) => {
     const range = document.createRange(); range.setStart(node, from); range.setEnd(node, to);
     return new Set([...range.getClientRects()].filter(box => box.width).map(box => Math.round(box.bottom / 5))).size;
   };
   const words = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
   for (let node; (node = words.nextNode());) {
     const text = node.nodeValue, place = node.parentElement;
     if (place.closest('svg, .vh, .article, code') || !place.checkVisibility() || !place.closest(':lang(zh)')) continue;
     const around = at => text.slice(Math.max(0, at - 10), at + 10).trim();
     for (const of of text.matchAll(/\\d(?:[年月日%]|\\u00a0?(?:万|亿|家|个百分点))/g)) {
       if (lines(node, of.index, of.index + of[0].length) > 1) parted.push('unit: ' + around(of.index));
     }
     if (place.closest('h1, h2, h3, .say')) {
       for (const of of text.matchAll(/.[的了]/g)) if (lines(node, of.index, of.index + 2) > 1) parted.push('的: ' + around(of.index));
     }
     if (place.matches('a') && /^[\\u4e00-\\u9fff]{2,8}$/.test(text.trim()) && lines(node, 0, text.length) > 1) parted.push('name: ' + text);
   }
   document.querySelectorAll('main h1').forEach(head => {
     const range = document.createRange(); range.selectNodeContents(head);
     const boxes = [...range.getClientRects()].filter(box => box.width), low = Math.max(...boxes.map(box => box.bottom));
     const last = boxes.filter(box => Math.abs(box.bottom - low) < 8), em = parseFloat(getComputedStyle(head).fontSize);
     if (last.length < boxes.length && last.reduce((all, box) => all + box.width, 0) < 2.5 * em) parted.push('alone: ' + head.textContent.trim());
   });
   return parted })()";

#[test]
fn lines_break_between_phrases_and_keep_numbers_with_their_units() {
    let Some((site, browser)) = open() else { return };
    let mut parted = Vec::new();
    for width in [390, 1280] {
        browser.resize(width, 900);
        for page in kinds().filter(|page| page.starts_with("zh-CN/") && !page.ends_with("components.html")) {
            browser.open(&site.file(&page));
            let found = browser.evaluate(PARTED);
            if found != json!([]) {
                parted.push(format!("{page} at {width}: {found}"));
            }
        }
    }
    assert!(parted.is_empty(), "{}", parted.join("\n"));
}
