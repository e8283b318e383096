// Text and visibility as a person has them, through open shadow roots too.
const MARKS = /[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;
const FORM_PART = "select,textarea,option,script,style,noscript,template,svg";

function clean(text) {
  return (text || "").replace(MARKS, "").replace(/[ \t\u00a0\u202f]+/g, " ").replace(/ ?\n\s*/g, "\n").trim();
}
function plain(text) {
  return clean(text.replace(/[×✕✖]/g, " ").replace(/\s+/g, " "));
}
function cut(text, length) {
  return text.length > length ? text.slice(0, length) : text;
}
// The parent that a person would see: that of a shadow root is its host.
function up(node) {
  return node.parentElement || node.getRootNode().host || null;
}
function within(element, css) {
  for (let part = element; part; part = part.getRootNode().host) {
    const found = part.closest(css);
    if (found) return found;
  }
  return null;
}
const roots = [];
function* nodes(root) {
  roots.push(root);
  observe(root);
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    yield node;
    if (node.shadowRoot) yield* nodes(node.shadowRoot);
  }
}
const ORDER = new Map(); // every node in document order
for (const node of nodes(document)) ORDER.set(node, ORDER.size);
function every(css) {
  const found = roots.flatMap((root) => [...root.querySelectorAll(css)]);
  return roots.length > 1 ? found.sort((one, other) => ORDER.get(one) - ORDER.get(other)) : found;
}

const seen = new Map();
function visible(element) {
  if (seen.has(element)) return seen.get(element);
  const answer = isVisible(element);
  seen.set(element, answer);
  return answer;
}
function isVisible(element) {
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
  const box = element.getBoundingClientRect();
  if (!box.width || !box.height) return element.tagName === "A" && !!element.textContent.trim() && box.height > 0;
  if (box.width <= 2 && box.height <= 2) return false;
  if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
  return !folded(element.parentElement);
}
// Whether a part, or one around it, is closed to nothing: accordions hide what they hold that way.
const foldedParts = new Map();
function folded(part) {
  if (!part || part === document.body) return false;
  if (!foldedParts.has(part))
    foldedParts.set(
      part,
      (part.clientHeight === 0 && part.offsetHeight === 0 && getComputedStyle(part).overflowY === "hidden") || folded(part.parentElement),
    );
  return foldedParts.get(part);
}
function words(element, skip) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = up(node);
    if (!node.data.trim() || (skip && skip(node)) || parent.closest(FORM_PART) || !visible(parent)) continue;
    parts.push(node.data);
  }
  for (const slot of element.getRootNode() === document ? [] : element.querySelectorAll("slot"))
    for (const node of slot.assignedNodes({ flatten: true })) parts.push(node.textContent);
  return clean(parts.join(" ").replace(/\s+/g, " "));
}
function byIds(ids, root = document) {
  return (ids || "")
    .split(/\s+/)
    .map((id) => id && root.getElementById?.(id))
    .filter(Boolean)
    .map((element) => clean(element.textContent))
    .join(" ");
}
function classesOf(element) {
  return typeof element.className === "string" ? element.className : "";
}
function lines(element) {
  return clean(element.innerText).split("\n").map((line) => line.trim()).filter(Boolean).slice(0, 12);
}
function region(element) {
  const part = within(element, "dialog,[role=dialog],header,nav,footer,aside,main,[role=navigation],[role=banner],[role=contentinfo],[role=main]");
  if (!part) return "";
  const role = part.getAttribute("role");
  const names = { navigation: "nav", banner: "header", contentinfo: "footer" };
  if (!role && isOfAPart(part)) return "main";
  return names[role] || role || part.tagName.toLowerCase();
}
// Whether a header or a footer is that of a part of the page, such as a form, and not the page's own. Some themes put the
// page's own into its main part too: those lead to many places.
const ofAPart = new Map();
function isOfAPart(part) {
  if (!/^(HEADER|FOOTER)$/.test(part.tagName)) return false;
  if (!ofAPart.has(part)) ofAPart.set(part, belongsToAPart(part));
  return ofAPart.get(part);
}
function belongsToAPart(part) {
  const form = part.closest("form");
  const few = part.querySelectorAll("a[href]").length < 5;
  if (part.tagName === "HEADER") return !!part.closest("article,section") || (!!part.closest("main") && few);
  return part.tagName === "FOOTER" && few && !!(part.closest("article,section") || (form && !form.querySelector("main,nav")));
}
function tokensAround(element, levels) {
  const parts = [];
  for (let part = element, height = 0; part && part !== document.body && height < levels; part = up(part), height += 1)
    parts.push(part.id, classesOf(part));
  return parts.filter(Boolean).join(" ");
}

// -- where links lead --
const here = location.origin + location.pathname;
// Some shops have one path for all their pages and tell them apart by a query: "?route=product", "?route=cart".
const routed = (() => {
  const local = [...document.querySelectorAll("a[href]")].map((link) => link.href).filter((href) => URL.canParse(href)).map((href) => new URL(href)).filter((url) => url.origin === location.origin);
  const same = local.filter((url) => url.pathname === location.pathname && url.search.length > 1);
  const first = (url) => url.searchParams.keys().next().value;
  const values = new Set(same.filter((url) => first(url) === first(same[0])).map((url) => url.searchParams.get(first(url))));
  return same.length * 2 > local.length && values.size > 2;
})();
function path(url) {
  try {
    const target = new URL(url, document.baseURI);
    return target.origin === location.origin ? target.pathname + target.search : target.href.split("?")[0];
  } catch {
    return "";
  }
}
const leading = new Map();
function leadsAway(link) {
  if (!leading.has(link)) leading.set(link, isAway(link));
  return leading.get(link);
}
function isAway(link) {
  const href = link.getAttribute("href");
  if (!href || href.startsWith("#") || /^(javascript|mailto|tel):/.test(href)) return false;
  if (!URL.canParse(link.href, document.baseURI)) return false; // a link that a shop wrote wrongly leads nowhere
  const url = new URL(link.href, document.baseURI);
  return url.origin + url.pathname !== here || (routed && url.search !== location.search);
}
