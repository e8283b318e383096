// What the page is about (its main heading), and whose each button is: the page's own product's, or another's.
const AWAY = "header,nav,footer,[role=banner],[role=navigation],[role=contentinfo]";

function mainHeading() {
  const title = clean(document.title).toLowerCase();
  const current = [...document.querySelectorAll("[aria-current=page]")].map((part) => clean(part.textContent).replace(/\s+/g, " ").toLowerCase());
  const seconds = [];
  let best = null;
  let most = 0;
  for (const heading of every("h1,h2,h3,[itemprop=name],[role=heading]")) {
    const text = clean(heading.textContent).replace(/\s+/g, " ").toLowerCase();
    if (!text || !visible(heading) || heading.closest("a") || (within(heading, AWAY) && !within(heading, "main,article,section"))) continue;
    const points =
      (heading.tagName === "H1" ? 4 : heading.getAttribute("aria-level") === "1" ? 4 : 0) +
      (text.length > 2 && title.includes(text) ? 3 : 0) +
      (heading.matches("[itemprop=name]") ? 1 : 0) +
      (current.includes(text) ? 3 : 0) + // where a trail of links says that one is
      parseFloat(getComputedStyle(heading).fontSize) / 100;
    if (heading.tagName === "H2") seconds.push(heading);
    if (points > most) [best, most] = [heading, points];
  }
  if (most >= 3) return best;
  return seconds.length === 1 ? seconds[0] : null; // a page without a first heading, about one thing
}
const subject = mainHeading();
const aroundSubject = new Set();
for (let part = subject; part; part = up(part)) aroundSubject.add(part);

// "own" when the subject is met before another product; the address of that other product; "listed" when it is one of
// several alike; nothing when none of this can be told.
const owners = new Map();
function owner(element) {
  const part = up(element);
  if (!part) return "";
  if (!owners.has(part)) owners.set(part, ownerOf(part));
  return owners.get(part);
}
function ownerOf(part) {
  if (aroundSubject.has(part)) return "own";
  for (const link of part.querySelectorAll("a[href]"))
    if (leadsAway(link) && isProductLink(link)) return path(link.href);
  if (isListed(part)) return "listed";
  return part === document.body ? "" : owner(part);
}
function isProductLink(link) {
  if (/\.(jpe?g|png|webp|gif|avif|svg)([?#]|$)/i.test(link.href)) return false; // a picture of this very product
  return link.querySelector("img") || link.closest("h2,h3,h4,h5,h6") || link.querySelector("h2,h3,h4,h5,h6");
}
// One of several alike, each with a picture, a heading or a link, and a price of its own: an entry of a list of products.
function isListed(part) {
  if (!/^(LI|ARTICLE|DIV|SECTION)$/.test(part.tagName) || !part.querySelector("img,h2,h3,h4,h5,h6,a[href]") || !holdsAmount(part)) return false;
  return countPriced(up(part)).get(`${part.tagName} ${part.className}`) > 1;
}
// For each name and class, how many children of a part hold an amount.
const pricedIn = new Map();
function countPriced(part) {
  if (!pricedIn.has(part)) {
    const counts = new Map();
    for (const child of part?.children || []) {
      const alike = `${child.tagName} ${child.className}`;
      if (holdsAmount(child)) counts.set(alike, (counts.get(alike) || 0) + 1);
    }
    pricedIn.set(part, counts);
  }
  return pricedIn.get(part);
}
