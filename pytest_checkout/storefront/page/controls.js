// Everything a shopper can use, each with all the evidence for what it is.
const NATIVE = "input:not([type=hidden]),select,textarea,button,a,summary";
const CONTROL =
  `${NATIVE},${ROLE_FIELD},[role=button],[role=link],[role=option],[role=tab],[role=menuitem],[onclick]`;
const CLICKABLE = "[tabindex='0'],[class*=btn i],[class*=button i],[class*=swatch i],[class*=option i],[data-value],[data-option]";
const BUTTON = "button,input[type=submit],input[type=button],input[type=image],input[type=reset],a,[role=button],[role=link],summary,[onclick]";
const forms = [...every("form")];
const formNumbers = new Map(forms.map((form, index) => [form, index]));

const overlays = new Map();
const fixedParents = new Map();
function overlayOf(element) {
  for (let part = element; part && part !== document.body; part = up(part)) {
    if (!fixedParents.has(part)) {
      const position = getComputedStyle(part).position;
      fixedParents.set(part, position === "fixed" || position === "sticky" || part.matches("dialog,[role=dialog],[role=alertdialog],[aria-modal=true]"));
    }
    if (fixedParents.get(part)) return part;
  }
  return null;
}

// What waits beside the window to slide in: nobody sees it, and nobody can scroll to what is fixed there.
function isBesideTheWindow(element, box = element.getBoundingClientRect()) {
  return (box.right <= 0 || box.left >= innerWidth) && getComputedStyle(overlayOf(element) || document.body).position === "fixed";
}
function inSight(element) {
  return visible(element) && !isBesideTheWindow(element);
}

// The card of a choice: the largest part of the page that holds this choice and none of its rivals.
function card(element, holdsRival, alone = false) {
  let best = element;
  for (let part = up(element); part && part !== document.body; part = up(part)) {
    if (holdsRival(part) || (part.tagName === "FORM" && alone)) break;
    if (aroundSubject.has(part)) break;
    best = part;
  }
  return best;
}
function describe(control, part) {
  const pictures = [...part.querySelectorAll("img[alt]")].map((picture) => clean(picture.alt)).filter(Boolean);
  const priced = amountsIn(part);
  // "Express$15.00": an amount in an element of its own that nothing but style keeps apart from its label
  const apart = (line) => priced.reduce((text, { text: price }) => text.replace(new RegExp(`(?<=[\\p{L})])${escaped(price)}`, "u"), (found) => `\n${found}`), line).split("\n");
  control.card = [...lines(part).flatMap(apart), ...pictures.slice(0, 6)];
  control.priced = priced.filter((amount) => !amount.struck).map((amount) => amount.index);
}

const FIELDS = "input:not([type=hidden]),select,textarea";
function labelOf(element) {
  const own = [...(element.labels || [])].map((label) => words(label)).filter(Boolean).join(" ");
  return own || looseLabel(element) || (element.matches("[role=radio],[role=checkbox],[role=switch],[role=menuitemradio]") ? words(element) : "");
}
const several = new Map();
function holdsSeveralFields(part) {
  if (!several.has(part)) several.set(part, part.querySelectorAll(FIELDS).length > 1);
  return several.get(part);
}
// A label that stands before its field, and that nobody tied to it.
function looseLabel(element) {
  for (let part = element, height = 0; part && height < 3; part = part.parentElement, height += 1) {
    if (part !== element && holdsSeveralFields(part)) return "";
    const before = part.previousElementSibling;
    for (const label of [before, part === element ? null : part.querySelector("label")])
      if (label?.tagName === "LABEL" && !label.control && visible(label)) return words(label);
  }
  return "";
}
function near(element) {
  for (let part = element.parentElement, height = 0; part && height < 4; part = part.parentElement, height += 1) {
    if (part.tagName !== "TR" && holdsSeveralFields(part)) break;
    const text = words(part, (node) => element.contains(node));
    if (text) return cut(text, 120);
  }
  const before = element.previousElementSibling || element.parentElement?.previousElementSibling;
  return before && !before.querySelector(FIELDS) && !before.matches(FIELDS) ? cut(words(before), 120) : "";
}
function groupOf(element) {
  const group = within(element.parentElement || element, "fieldset,[role=group],[role=radiogroup]");
  if (!group) return "";
  const legend = group.querySelector("legend");
  return cut(legend ? words(legend) : group.getAttribute("aria-label") || byIds(group.getAttribute("aria-labelledby"), group.getRootNode()), 120);
}
function coveredBy(element, box) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return "";
  const top = element.getRootNode().elementFromPoint?.(x, y);
  if (!top || top === element || element.contains(top) || top.contains(element)) return "";
  if ([...(element.labels || [])].some((label) => label.contains(top) || top.contains(label))) return "";
  return `${top.tagName.toLowerCase()} "${cut(clean(top.innerText || top.id || String(top.className)), 60)}"`;
}

// How far the colour behind a button is from that of the page: 0 for none of its own, 441 for black on white.
function colour(text) {
  const [red, green, blue, alpha = 1] = (text.match(/[\d.]+/g) || [255, 255, 255, 0]).map(Number);
  return alpha < 0.1 ? null : [red, green, blue];
}
const paper = colour(getComputedStyle(document.body || document.documentElement).backgroundColor) || [255, 255, 255];
function loudness(style) {
  const ink = style.backgroundImage.includes("gradient") ? colour(style.backgroundImage) : colour(style.backgroundColor);
  return ink ? Math.round(Math.hypot(...ink.map((part, index) => part - paper[index]))) : 0;
}

// What a person sees and presses in place of a control that the shop's style hides.
function faceOf(element) {
  if (visible(element)) return null;
  if (element.matches(TICKABLE)) {
    if (element.getAttribute("aria-hidden") === "true") return null;
    const label = [...(element.labels || [])].find(visible);
    const parent = element.parentElement;
    return label || (parent && visible(parent) && parent.querySelectorAll("input").length === 1 && parent.textContent.length < 200 ? parent : null);
  }
  if (element.tagName === "SELECT") {
    const beside = [element.nextElementSibling, element.parentElement].find((part) => part && visible(part) && part.querySelectorAll("select").length < 2);
    const box = beside?.matches("[role=combobox]") || beside?.querySelector("[role=combobox]") || /select|choices|dropdown/i.test(classesOf(beside || element));
    return beside && box && !beside.matches("form,fieldset,label") ? beside : null;
  }
  return null;
}

// The set of alike that a button belongs to, such as the swatches of a colour or a tile per way to pay.
const kin = new Map();
const children = new Map();
// How many children of this name a part has that are, or hold, one of that name; counted once for all of them.
function countChildren(part, name, holding) {
  if (!children.has(part)) children.set(part, new Map());
  const counted = children.get(part), key = `${name} ${holding}`;
  if (!counted.has(key))
    counted.set(key, [...part.children].filter((child) => child.tagName === name && (name === holding || child.querySelector(holding))).length);
  return counted.get(key);
}
// An option of a list that always stands open in a form is a value to press, and no entry of a list to be opened.
function isSwatch(option) {
  return !!option.closest("form [role=listbox]") && !listEntries.has(option);
}
function kinOf(element) {
  const parent = element.parentElement;
  if (!parent || (element.matches("[role=option]") && !isSwatch(element))) return -1;
  const beside = countChildren(parent, element.tagName, element.tagName) > 1;
  const holder = beside ? parent : parent.parentElement;
  const alike = holder ? countChildren(holder, beside ? element.tagName : parent.tagName, element.tagName) : 0;
  if (alike < 2 || alike > 40) return -1;
  if (!kin.has(holder)) kin.set(holder, kin.size);
  return kin.get(holder);
}
// The one field to type into that a button stands beside: in the smallest part of the page that holds any, of the same
// form, with nothing else to speak of; else null.
const TYPED = "input:not([type]),input[type=text],input[type=search],input[type=email],input[type=tel],input[type=number],textarea";
const served = new Map();
function servedBy(element) {
  for (let part = up(element); part && part !== document.body; part = up(part)) {
    if (!served.has(part)) served.set(part, servedIn(part));
    const field = served.get(part);
    if (field !== undefined) return field && field.form === (element.form || within(element, "form")) ? field : null;
  }
  return null;
}
// The one field to type into of a part with nothing else to speak of; null for one with more, undefined where there is none.
function servedIn(part) {
  const typed = [...part.querySelectorAll(TYPED)].filter((field) => visible(field) && !field.readOnly);
  if (!typed.length) return undefined;
  const more = part.querySelector("h1,h2,h3,main,dl,table,select,input[type=radio],input[type=password]") || part.querySelectorAll(BUTTON).length > 3 || holdsAmount(part);
  return typed.length === 1 && !more ? typed[0] : null;
}
// The set that radios without a name belong to.
function mates(element) {
  if (!isRadio.has(element) || element.getAttribute("name")) return -1;
  const holder = within(element, "[role=radiogroup],[role=menu],fieldset");
  if (!holder) return -1;
  if (!kin.has(holder)) kin.set(holder, kin.size);
  return kin.get(holder);
}
const MARKED = /(^|[\s_-])(active|selected|checked|chosen|current)($|[\s_-])/i;

// A part that can be pressed as a whole, with links or buttons in it, is the card around them: they say what they do.
const isCard = (element) => element.matches("[onclick]:not(a,button,input,select,textarea,label,summary,[role])") && !!element.querySelector("a[href],button");

const all = every(CONTROL).filter((element) => !isCard(element));
const known = new Set(all);
for (const element of every(CLICKABLE))
  if (!known.has(element) && !element.querySelector(NATIVE) && !element.closest("button,a,label,select,[role=button]") && visible(element) && getComputedStyle(element).cursor === "pointer" && !element.matches("body,html,label"))
    all.push(element);
for (const element of [...all]) {
  if (!visible(element)) continue;
  const entries = entriesOf(element);
  if (!entries) continue;
  element[KEY] = entries;
  for (const entry of entries) if (!known.has(entry) && visible(entry)) known.add(entry), all.push(entry);
}
if (all.length) all.sort((one, other) => ORDER.get(one) - ORDER.get(other));

const faces = new Set();
for (const element of all) if (element.tagName === "SELECT") faces.add(faceOf(element));
const isSubmit = (element) => element.matches("button:not([type=button]):not([type=reset]),input[type=submit],input[type=image]") && element.form;
const submits = new Set(all.filter((element) => isSubmit(element) && visible(element)));
const formsOf = countIn([...submits], (submit) => submit.form);
const severalForms = new Set([...submits].map((submit) => submit.form)).size > 1;
// A radio that is drawn inside another one is its mark, and no choice of its own.
const isMark = (element) => element.matches("[role=radio]") && !!element.parentElement?.closest("[role=radio]");
const radios = all.filter((element) => element.matches("input[type=radio],[role=radio],[role=menuitemradio]") && !isMark(element) && (visible(element) || faceOf(element)));
const isRadio = new Set(radios);
const radiosIn = countIn(radios, (radio) => radio);
const sets = grouped(radios, setOf);
const families = grouped(all.filter((element) => element.tagName !== "A" && visible(element)), (element) => `${element.tagName} ${kinOf(element)}`);
function setOf(radio) {
  return radio.getAttribute("name") || mates(radio);
}
function grouped(elements, what) {
  const found = new Map();
  for (const element of elements) {
    const key = what(element);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(element);
  }
  return found;
}
// A lone radio has no rival that would bound its card: its label does.
function cardOfRadio(element) {
  const alone = sets.get(setOf(element)).length < 2;
  return (alone && element.closest("label")) || card(element, (part) => radiosIn.get(part).size > 1, radios.length < 2);
}
// What stands before the first radio of a set, or before the first of several buttons that are alike, as a legend
// does that nobody marked as one.
function captionOf(element) {
  return captionBefore(cardOfRadio(sets.get(setOf(element))[0]));
}
function captionBefore(part) {
  const inside = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let first = inside.nextNode();
  while (first && !place.has(first)) first = inside.nextNode();
  const before = first ? flow[place.get(first) - 1] : null;
  return before && !before.parentElement?.closest("label,a,button") && !taken.has(before) ? cut(clean(before.data), 120) : "";
}
// Whether an element lies in what a person uses in place of a select: it is no control of its own.
function isInFace(element) {
  for (let part = element.parentElement; part; part = part.parentElement) if (faces.has(part)) return true;
  return false;
}
const controls = [];
const numbers = new Map();
for (const element of all) {
  if (isMark(element)) continue;
  const tag = element.tagName.toLowerCase();
  const entries = element[KEY];
  delete element[KEY];
  const isField = (/^(input|select|textarea)$/.test(tag) && !element.matches(BUTTON)) || element.matches(ROLE_FIELD) || !!entries;
  const tickable = element.matches(TICKABLE);
  const face = faceOf(element);
  const box = (face || element).getBoundingClientRect();
  const shown = (visible(element) || !!face) && !isBesideTheWindow(face || element, box);
  if (!shown && !isField) continue;
  if (tag === "a" && !element.hasAttribute("href") && !element.hasAttribute("onclick") && !element.hasAttribute("role") && getComputedStyle(element).cursor !== "pointer") continue;
  if (isInFace(element)) continue;
  const style = shown && !isField ? getComputedStyle(element) : null;
  const text = isField && !entries ? "" : cut(words(element) || clean(element.value || element.getAttribute("alt") || element.querySelector("img")?.alt || ""), 160);
  const label = isField ? cut(labelOf(element), 160) : "";
  const inForm = element.form || within(element, "form");
  const aria = cut(element.getAttribute("aria-label") || byIds(element.getAttribute("aria-labelledby"), element.getRootNode()), 160);
  const control = {
    index: page.elements.length,
    tag,
    type: (element.getAttribute("type") || (tag === "button" ? "submit" : "")).toLowerCase(),
    role: listEntries.has(element) ? "option" : element.getAttribute("role") || "",
    field: isField,
    list: !!entries,
    faced: !!face,
    name: element.getAttribute("name") || "",
    id: element.id,
    classes: classesOf(element),
    autocomplete: element.getAttribute("autocomplete") || "",
    inputmode: element.getAttribute("inputmode") || "",
    label,
    aria,
    placeholder: element.getAttribute("placeholder") || "",
    title: element.getAttribute("title") || "",
    text,
    near: isField && shown && !label ? near(element) : "",
    group: shown && (isField || tag === "button") ? groupOf(element) || (isRadio.has(element) ? captionOf(element) : "") : "",
    heading: cut(headingOf.get(element) || "", 120),
    value: isField ? (tickable ? element.getAttribute("value") || "" : entries && tag !== "input" ? text : String(element.value ?? element.textContent ?? "")) : element.getAttribute("value") || element.dataset.value || "",
    checked: !!element.checked || ["aria-checked", "aria-pressed", "aria-selected"].some((name) => element.getAttribute(name) === "true") || (!isField && MARKED.test(`${classesOf(element)} ${classesOf(element.parentElement || element)}`)),
    disabled: element.matches(":disabled,[aria-disabled=true]"),
    readonly: !!element.readOnly,
    required: !!element.required || element.getAttribute("aria-required") === "true" || /[*＊]$|^[*＊]|必須/.test(label || aria || element.getAttribute("placeholder") || ""),
    invalid: element.getAttribute("aria-invalid") === "true",
    shown,
    covered: shown ? coveredBy(face || element, box) : "",
    form: formNumbers.get(inForm) ?? -1,
    region: region(element),
    href: tag === "a" ? element.getAttribute("href") || "" : "",
    path: tag === "a" && element.href ? path(element.href) : "",
    expands: element.getAttribute("aria-expanded") || "",
    controls: element.getAttribute("aria-controls") || "",
    box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round),
    painted: style ? style.backgroundColor !== "rgba(0, 0, 0, 0)" && style.backgroundColor !== "transparent" : false,
    loud: style ? loudness(style) : 0,
    options: tag === "select" ? [...element.options].map((option) => ({ value: option.value, text: clean(option.text), selected: option.selected, disabled: option.disabled })) : (entries || []).map(describeEntry),
    overrides: Object.entries(ask.overrides).filter(([, css]) => element.matches(css)).map(([name]) => name),
    overlay: -1,
    owner: "",
    kin: shown && !isField ? kinOf(element) : mates(element),
    card: [],
    priced: [],
    maxlength: element.maxLength ?? -1,
    min: element.getAttribute("min") || "",
    toggles: element.matches("[role=tab],[aria-pressed],[aria-selected],[aria-checked]"),
    serves: shown && !isField && tag !== "a" ? numbers.get(servedBy(element)) ?? -1 : -1,
  };
  if (shown) {
    const overlay = overlayOf(element);
    if (overlay && !overlays.has(overlay)) overlays.set(overlay, overlays.size);
    control.overlay = overlay ? overlays.get(overlay) : -1;
    if (!/^(header|nav|footer)$/.test(control.region)) control.owner = owner(element);
  }
  const away = /^(header|nav|footer)$/.test(control.region);
  const alike = control.kin >= 0 && tag !== "a" && !away ? families.get(`${element.tagName} ${control.kin}`) || [] : [];
  if (shown && isRadio.has(element)) describe(control, cardOfRadio(element));
  else if (alike.length > 1) {
    describe(control, card(element, (part) => alike.some((rival) => rival !== element && part.contains(rival))));
    if (!isField) control.group = captionBefore(alike[0]) || control.group;
  }
  else if (submits.has(element) && !away && severalForms) describe(control, card(element, (part) => formsOf.get(part)?.size > 1));
  const used = tag === "select" ? element : face || element; // a tick is pressed on its face, a select chosen behind it
  if (!numbers.has(used)) numbers.set(used, control.index);
  page.elements.push(used);
  controls.push(control);
}
