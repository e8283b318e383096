// What the shop tells: alerts, field errors, toasts.
const MESSAGE =
  "[role=alert],[role=status],[role=alertdialog],[aria-live=polite],[aria-live=assertive],[class*=alert i],[class*=error i]," +
  "[class*=message i],[class*=toast i],[class*=notice i],[class*=notification i],[class*=flash i],[class*=snackbar i],[class*=warning i]," +
  "[class*=invalid-feedback],[class*=help-block]";

function messages() {
  const found = [];
  const parts = new Set();
  for (const element of every(MESSAGE)) {
    if (element.matches("html,body,main,form,input,select,textarea,button,a,label") || !visible(element)) continue;
    if (element.querySelector("form,input:not([type=hidden]),select,h1")) continue;
    if ([...element.children].some((child) => child.matches(MESSAGE) && visible(child))) continue;
    if (isWithin(parts, element)) continue;
    const text = words(element, (node) => up(node).closest("button,[data-dismiss]") || isButtonLink(up(node).closest("a")));
    const said = plain(text);
    if (said.length < 2) continue;
    parts.add(element);
    found.push({
      text: cut(said, 400),
      role: element.getAttribute("role") || (element.hasAttribute("aria-live") ? "status" : ""),
      classes: classesOfMessage(element),
      field: fieldBeside(element),
    });
  }
  return [...found, ...notesInRed(parts)];
}
function isWithin(parts, element) {
  for (let part = element; part; part = part.parentElement) if (parts.has(part)) return true;
  return false;
}
// What a form says in red, and in no part that says what it is: since the page was first looked at, or beside a field.
function notesInRed(parts) {
  const seenBefore = page.red;
  page.red ??= new WeakSet();
  const notes = [];
  for (const { parentElement: element, data } of flow) {
    if (!element || !/\p{L}{2}/u.test(data) || !within(element, "form,fieldset,[role=form],[role=group]")) continue;
    if (element.closest("a,button,label,legend,h1,h2,h3,[role=button]") || holdsAmount(element) || isWithin(parts, element)) continue;
    if (!isRed(getComputedStyle(element).color)) continue;
    const field = fieldBeside(element);
    if (!seenBefore) page.red.add(element);
    if (page.red.has(element) && !field) continue;
    const text = cut(plain(words(element)), 400);
    if (!notes.some((other) => other.text === text)) notes.push({ text, role: "", classes: `error ${classesOf(element)}`, field });
  }
  return notes;
}
function isRed(ink) {
  const [red, green, blue] = (ink.match(/[\d.]+/g) || [0, 0, 0]).map(Number);
  if (ink.startsWith("oklch")) return red > 0.3 && red < 0.75 && green > 0.12 && (blue < 42 || blue > 345); // lightness, chroma, hue
  const scale = ink.startsWith("rgb") ? 255 : 1;
  return red / scale > 0.5 && green / red < 0.5 && blue / red < 0.55;
}
// Of a message in a box, the box may say what kind it is: <div class="alert alert-warning"><div class="alertinner">.
function classesOfMessage(element) {
  const box = element.parentElement;
  const boxed = box && box.matches(MESSAGE) && !box.matches("html,body,main,form");
  return boxed ? `${classesOf(element)} ${classesOf(box)}` : classesOf(element);
}
function isButtonLink(link) {
  return link && getComputedStyle(link).display !== "inline";
}
function fieldBeside(element) {
  const near = element.parentElement?.querySelectorAll("input:not([type=hidden]),select,textarea") || [];
  return near.length === 1 ? nameOf(near[0]) : "";
}
function nameOf(control) {
  return control.getAttribute("name") || control.id || control.getAttribute("autocomplete") || control.tagName;
}
