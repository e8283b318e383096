// The shop's own list boxes: a button or a box that opens a list of entries, instead of a select.
const TICKABLE = "input[type=radio],input[type=checkbox]";
const ROLE_FIELD = "[role=combobox],[aria-haspopup=listbox],[role=textbox],[role=spinbutton],[role=radio],[role=menuitemradio],[role=checkbox],[role=switch],[contenteditable=true],[contenteditable='']";
const ENTRY = "[role=option],li,[data-value],[data-option]";
const listEntries = new Map(); // entry -> the list it is in

// The entries that a control opens, seen or not; null when it is no list box.
function entriesOf(element) {
  if (element.matches("select,a[href],input[type=radio],input[type=checkbox],input[type=submit]")) return null;
  const root = element.getRootNode();
  const said = element.matches("[role=combobox],[aria-haspopup=listbox]");
  const named = ["aria-controls", "aria-owns"].map((name) => root.getElementById?.(element.getAttribute(name) || "")).find(Boolean);
  const list = named?.matches("ul,ol,[role=listbox]") || said ? named || listBeside(element) : listBeside(element);
  const entries = list ? [...list.querySelectorAll(ENTRY)].filter((entry) => clean(entry.textContent)) : [];
  if (!said && (entries.length < 2 || entries.some((entry) => entry.querySelector("a[href],input,select,form,button[type=submit]")))) return null;
  if (list) page.lists.add(list);
  for (const entry of entries) listEntries.set(entry, list);
  return entries;
}
// A list that nothing ties to what opens it stands right behind it, and was closed when it was first seen.
function listBeside(element) {
  const within = element.matches("button,[role=combobox],[role=button],[tabindex],[aria-haspopup],input[readonly]");
  if (!within) return null;
  for (const beside of [element.nextElementSibling, element.parentElement?.lastElementChild, element.querySelector("ul,ol,[role=listbox]")])
    if (beside && beside !== element && beside.matches("ul,ol,[role=listbox],div") && (beside.matches("ul,ol,[role=listbox]") || beside.querySelector("[role=option],[data-value]")))
      return !visible(beside) || element.matches("[aria-expanded=true],[role=combobox],[aria-haspopup=listbox]") || page.lists.has(beside) ? beside : null;
  return null;
}
function describeEntry(entry) {
  const text = clean(entry.textContent).replace(/\s+/g, " ");
  const selected = entry.getAttribute("aria-selected") === "true" || entry.getAttribute("aria-checked") === "true";
  return { value: entry.dataset.value || entry.dataset.option || text, text, selected, disabled: entry.getAttribute("aria-disabled") === "true" };
}
