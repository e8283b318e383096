// One walk in document order: headings, the visible text, and every amount with the words that label it.
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
// "R 100" is money and "FLOOR 5" is none: a mark of letters does not end a word
const CURRENCY = ask.currencies.map((mark) => (/^[A-Za-z]/.test(mark) ? "(?<![A-Za-z])" : "") + escaped(mark)).join("|");
const DIGIT = "[0-9\\u0660-\\u0669\\u06f0-\\u06f9]";
const NUMBER = `${DIGIT}(?:[.,'’\\s\\u00a0\\u202f\\u066b\\u066c]?${DIGIT})*`;
const SIGN = "[-\\u2212\\u2013]";
const MONEY = new RegExp(
  `(?:${SIGN}\\s?)?(?:${CURRENCY})\\s?(?:${SIGN}\\s?)?${NUMBER}(?:\\s?(?:${CURRENCY}))?|(?:${SIGN}\\s?)?${NUMBER}\\s?(?:${CURRENCY})(?![A-Za-z])`,
  "gu",
);
const HALF = new RegExp(`^(?:(?:${CURRENCY})|${SIGN}|${NUMBER}|[.,])$`, "u");
const BARE = /^\d{1,3}(?:[.,'’\s]?\d{3})*[.,]\d{2}$/;
const ALONE = new RegExp(`^${NUMBER}$`, "u");
const ENDS = new RegExp(`(?<=[^\\s]\\s*)(?:${CURRENCY})$`, "u"); // behind a word: a mark alone is read with its number
const headings = [];
const amounts = [];
const taken = new Set();
const flow = []; // the visible text of the page, in reading order
const place = new Map();
const headingOf = new Map();
let lastHeading = "";

for (const node of ORDER.keys()) {
  if (node.nodeType === 1) {
    readHeading(node);
    headingOf.set(node, lastHeading);
  } else if (node.nodeType === 3 && node.data.trim() && up(node) && !up(node).closest(FORM_PART) && visible(up(node))) {
    place.set(node, flow.length);
    flow.push(node);
    if (!taken.has(node)) readAmounts(node);
  }
}
labelAmounts();

function readHeading(node) {
  const level = /^H[1-6]$/.test(node.tagName) ? +node.tagName[1] : node.getAttribute("role") === "heading" ? +node.getAttribute("aria-level") || 2 : 0;
  const soleCell = /^T[HD]$/.test(node.tagName) && node.colSpan > 1;
  if (!(level || node.tagName === "LEGEND" || soleCell) || !visible(node)) return;
  const text = words(node);
  if (!text || text.match(MONEY)) return;
  lastHeading = text;
  if (level) headings.push({ level, text: cut(text, 200) });
}
function readAmounts(node) {
  const parent = up(node);
  const text = clean(node.data.replace(/\n/g, " "));
  const whole = text.match(MONEY);
  if (whole) {
    const half = new RegExp(`${SIGN}$`, "u").test(clean(node.previousSibling?.data || ""));
    for (const match of whole) addAmount(parent, [node], (half ? "-" : "") + match, text);
    return;
  }
  if (ask.currency && BARE.test(text) && isPriceOfRow(parent, text)) {
    addAmount(parent, [node], `${ask.currency} ${text}`, `${ask.currency} ${text}`);
    return;
  }
  const mark = ALONE.test(text) && markBefore(parent);
  if (mark) {
    addAmount(parent, [node], mark + text, clean(flow[flow.length - 2].data) + text);
    return;
  }
  if (!HALF.test(text)) return;
  // "£" and "10" and "99" in elements of their own: the smallest parent whose whole text is one amount.
  for (let box = parent, height = 0; box && height < 4; box = box.parentElement, height += 1) {
    const joined = clean(box.textContent.replace(/\s+/g, " "));
    const match = joined.match(MONEY);
    if (match && match.length === 1 && match[0] === joined) {
      const inside = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      const parts = [];
      for (let part = inside.nextNode(); part; part = inside.nextNode()) parts.push(part);
      addAmount(box, parts, joined, joined);
      return;
    }
    if (joined.length > 24) return;
  }
}
// "Subtotal: £" and then "40.00" in an element of its own.
function markBefore(parent) {
  const before = flow[flow.length - 2];
  if (!before || !up(before)?.contains(parent)) return "";
  return clean(before.data).match(ENDS)?.[0] || "";
}
// A number with cents, alone in its cell of a row that has a count: what the shop's table heads say of it is a price.
function isPriceOfRow(parent, text) {
  const cell = parent.closest("td");
  const row = cell?.closest("tr");
  if (!row || clean(cell.textContent) !== text || row.textContent.match(MONEY)) return false;
  return !!row.querySelector("input[type=number],input[inputmode=numeric],[role=spinbutton]");
}
function addAmount(element, parts, text, sentence) {
  for (const node of parts) taken.add(node);
  const style = getComputedStyle(element);
  amounts.push({
    element,
    node: parts[0],
    text,
    sentence: cut(sentence, 200),
    heading: lastHeading,
    region: region(element),
    struck: style.textDecorationLine.includes("line-through") || !!element.closest("s,del"),
    size: parseFloat(style.fontSize) + (parseInt(style.fontWeight) >= 600 ? 2 : 0),
    clickable: !!element.closest("a,button,label"),
    message: !!element.closest(MESSAGE),
  });
}

// The label of an amount: the other words of the smallest part of the page that has any, up to the amount before it.
function labelAmounts() {
  const blocks = new Map();
  amounts.forEach((amount, index) => {
    const alone = amount.sentence === amount.text || amount.sentence.replace(/^[-\u2212\u2013]\s?/, "") === amount.text.replace(/^-/, "");
    let row = amount.element;
    for (let height = 0; height < 6 && alone && up(row) && !hasWords(row, amount.node); height += 1) row = up(row);
    amount.noted = alone && !wordsBeside(row, amount.node, -1).length;
    amount.label = cut(alone ? labelIn(row, amount.node) : amount.sentence.replace(amount.text.replace(/^-/, ""), " ").trim(), 160);
    amount.rowTag = row.tagName.toLowerCase();
    amount.tokens = tokensAround(amount.element, 3);
    const block = within(amount.element, "table,dl,ul,ol,aside,form,section,article") || document.body;
    if (!blocks.has(block)) blocks.set(block, blocks.size);
    amount.block = blocks.get(block);
    amount.index = index;
  });
}
function labelIn(row, own) {
  const before = wordsBeside(row, own, -1).reverse().join(" ");
  return clean((before.trim() || wordsBeside(row, own, 1).join(" ")).replace(/\s+/g, " "));
}
function wordsBeside(row, own, step) {
  const found = [];
  let remark = false; // "(of which tax $2.00)" between the label and its amount
  for (let at = place.get(own) + step; flow[at] && row.contains(flow[at]); at += step) {
    if (step < 0 && !found.length) {
      if (/^\s*\(.*\)\s*$/.test(flow[at].data)) continue;
      if (/^[^(]*\)\s*$/.test(flow[at].data)) remark = true;
      if (remark) {
        remark = !flow[at].data.includes("(");
        continue;
      }
    }
    if (taken.has(flow[at]) || (step < 0 && found.length && isOtherValue(flow[at], own))) break;
    found.push(flow[at].data);
  }
  return found;
}
// What stands where an amount is not known yet: a dash, or the value of another term of the list.
function isOtherValue(node, own) {
  const value = node.parentElement?.closest("dd");
  return (value && !value.contains(own)) || /^\s*[-\u2013\u2014]\s*$/.test(node.data);
}
function hasWords(row, own) {
  for (const step of [-1, 1])
    for (let at = place.get(own) + step; flow[at] && row.contains(flow[at]); at += step) if (!taken.has(flow[at])) return true;
  return false;
}
const amountsAround = new Map();
for (const amount of amounts)
  for (let part = amount.element; part; part = up(part)) {
    if (!amountsAround.has(part)) amountsAround.set(part, []);
    amountsAround.get(part).push(amount);
  }
function holdsAmount(part) {
  return amountsAround.has(part);
}
function amountsIn(part) {
  return amountsAround.get(part) || [];
}
