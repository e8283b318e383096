// The rows of a cart or an order: one quantity and one product each.
const QUANTITY = new RegExp(ask.quantity, "i");

function cartRows() {
  const counters = all.filter(
    (element) =>
      element.matches("input:not([type=hidden]):not([type=radio]):not([type=checkbox]),select,[role=spinbutton]") &&
      inSight(element) &&
      !holdsWords(element) &&
      (QUANTITY.test(`${element.name} ${element.id} ${classesOf(element)} ${element.getAttribute("aria-label") || ""} ${labelOf(element)}`) || counts(element)),
  );
  counters.push(...steppers());
  if (counters.length) {
    const holders = countIn(counters, (counter) => counter);
    const counted = counters.map((counter) => row(counter, (part) => holders.get(part)?.size > 1, counter)).filter(Boolean);
    if (counted.length) return counted;
  }
  const titles = all.filter((link) => link.matches("a[href]") && leadsAway(link) && words(link) && inSight(link) && !/^(header|nav|footer)$/.test(region(link)));
  const linked = countIn(titles, (link) => link.pathname);
  const found = new Map();
  for (const title of titles) {
    const made = row(title, (part) => linked.get(part)?.size > 1 || part.querySelectorAll("tr,[role=row]").length > 1, null);
    if (made && made.quantity && !found.has(made.path)) found.set(made.path, made);
  }
  return found.size ? [...found.values()] : tableRows();
}
// Rows of a table, drawn or declared, that hold a product's name, a bare number and an amount, and link nowhere.
function tableRows() {
  const rows = [...document.querySelectorAll("tr,[role=row]")].filter((part) => inSight(part) && holdsAmount(part) && !part.closest("header,nav,footer"));
  return rows.map((part) => row(part, () => false, null)).filter((made) => made && !/^[\d\s.,]*$/.test(made.title));
}
// A box that can only hold a number, beside a link to a product and an amount: how many of it.
function counts(element) {
  const numbers = element.tagName === "SELECT" && element.options.length > 1 && [...element.options].every((option) => /^\d{1,3}\+?$/.test(option.text.trim()));
  if (!numbers && !element.matches("input[type=number],[role=spinbutton],input[inputmode=numeric]")) return false;
  if (!/^\d{1,3}$/.test(element.value ?? element.textContent)) return false;
  for (let part = up(element); part && part !== document.body && !aroundSubject.has(part); part = up(part))
    if (holdsAmount(part)) return leadsSomewhere(part) || [...part.querySelectorAll("a[href]")].some((link) => leadsAway(link) && link.querySelector("img"));
  return false;
}
// A field that holds something else than a number, and perhaps its unit: a code in a field for a "disCOUNT".
function holdsWords(element) {
  return element.tagName === "INPUT" && !/^\s*(\d{1,4}([.,]\d+)?(\s+\p{L}{1,4}\.?)?)?\s*$/u.test(element.value);
}
// Whether a part holds a link with words that leads to another page.
const leadingParts = new Map();
function leadsSomewhere(part) {
  if (!leadingParts.has(part)) leadingParts.set(part, [...part.querySelectorAll("a[href]")].some((link) => leadsAway(link) && words(link)));
  return leadingParts.get(part);
}
// A bare number between two buttons, one for less and one for more.
function steppers() {
  const isButton = (part) => part?.matches("button,[role=button],a") && !/\p{L}{3}/u.test(words(part));
  return flow
    .filter((node) => /^\s*\d{1,3}\s*$/.test(node.data) && isButton(node.parentElement?.previousElementSibling) && isButton(node.parentElement.nextElementSibling))
    .map((node) => node.parentElement);
}
// For each part of the page, the different things that it holds.
function countIn(elements, what) {
  const held = new Map();
  for (const element of elements)
    for (let part = element; part && part !== document.body; part = up(part)) {
      if (!held.has(part)) held.set(part, new Set());
      held.get(part).add(what(element));
    }
  return held;
}
// What a row calls its product, and the link to it: on the product's own page, where a drawer shows the cart, that link
// leads to the page itself; a row may also link only its picture.
function named(part) {
  const links = [...part.querySelectorAll("a[href]")];
  const away = links.find((link) => leadsAway(link) && words(link));
  if (away) return { title: words(away), link: away };
  const texts = [...part.querySelectorAll("h2,h3,h4,h5,h6,strong,th,td,p")].map((each) => clean(each.innerText || ""));
  const itself = links.find(leadsToItself);
  const pictured = links.find((link) => leadsAway(link) && link.querySelector("img"));
  const title = itself ? words(itself) : texts.find((text) => /\p{L}/u.test(text)) || texts.find(Boolean) || "";
  return { title, link: pictured || itself };
}
function leadsToItself(link) {
  return link.href.split("#")[0] === location.href.split("#")[0] && !link.getAttribute("href").startsWith("#") && /\p{L}{3}/u.test(words(link));
}
function row(start, tooBig, counter) {
  let best = null;
  for (let part = start; part && part !== document.body; part = up(part)) {
    if (tooBig(part) || part.querySelector("h1")) break;
    if (holdsAmount(part)) {
      best = part;
      const linked = leadsSomewhere(part) || [...part.querySelectorAll("a[href]")].some(leadsToItself);
      if (!counter || linked || part.matches("tr,li,article,[role=row],[role=listitem]")) break;
    }
  }
  if (!best) return null;
  const { title, link } = named(best);
  const number = counter ? counter.value ?? counter.textContent : lines(best).map((line) => line.match(/^(?:[x×*]\s?)?([0-9]{1,4})(?:\s?[x×*])?$|(?:[x×]|(?<![0-9]):)\s?([0-9]{1,4})$/)).filter(Boolean).map((match) => match[1] || match[2])[0];
  if (!title || !number) return null;
  return {
    title: cut(title, 160),
    path: link ? path(link.href) : "",
    quantity: number,
    amounts: amountsIn(best).filter((amount) => !amount.struck).map((amount) => amount.index),
    image: !!best.querySelector("img"),
    lines: lines(best),
    region: region(best),
    form: formNumbers.get(counter && (counter.form || within(counter, "form"))) ?? -1,
  };
}
