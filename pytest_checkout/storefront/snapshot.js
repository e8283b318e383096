// Everything a shopper can see on one page (or frame), read in one pass: controls with their evidence, labelled
// amounts, cart rows, messages, headings. It only reports what the page states; Python decides what it means.
(ask) => {
  const KEY = Symbol.for("pytest-checkout");
  const page = (window[KEY] ??= watch());
  Object.assign(page, { elements: [], changes: 0 });

  // -- what changes after this reading (see moved.js) --
  function watch() {
    const state = { token: Math.random(), changes: 0, changedAt: 0, told: [], refused: [] };
    new MutationObserver((records) => {
      state.changes += records.length;
      state.changedAt = performance.now();
      for (const record of records)
        for (const node of record.addedNodes)
          if (node.nodeType === 1 && node.matches(MESSAGE)) state.told.push(plain(clean(node.innerText)));
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener(
      "invalid",
      (event) => {
        state.refused.push({ field: nameOf(event.target), text: event.target.validationMessage });
        state.changes += 1;
        state.changedAt = performance.now();
      },
      true,
    );
    return state;
  }

  // -- text and visibility --
  const MARKS = /[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;
  function clean(text) {
    return (text || "").replace(MARKS, "").replace(/[ \t\u00a0\u202f]+/g, " ").replace(/ ?\n\s*/g, "\n").trim();
  }
  function plain(text) {
    return clean(text.replace(/[×✕✖]/g, " ").replace(/\s+/g, " "));
  }
  function cut(text, length) {
    return text.length > length ? text.slice(0, length) : text;
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
    if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0) return false;
    for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
      if (parent.clientHeight === 0 && parent.offsetHeight === 0 && getComputedStyle(parent).overflowY === "hidden")
        return false;
    }
    return true;
  }
  const FORM_PART = "select,textarea,option,script,style,noscript,template,svg";
  function words(element, skip) {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const parts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || (skip && skip(node)) || parent.closest(FORM_PART) || !visible(parent)) continue;
      parts.push(node.data);
    }
    return clean(parts.join(" ").replace(/\s+/g, " "));
  }
  function byIds(ids) {
    return (ids || "")
      .split(/\s+/)
      .map((id) => id && document.getElementById(id))
      .filter(Boolean)
      .map((element) => clean(element.textContent))
      .join(" ");
  }

  // -- messages: alerts, field errors, toasts --
  const MESSAGE =
    "[role=alert],[role=status],[role=alertdialog],[aria-live=polite],[aria-live=assertive],[class*=alert],[class*=error]," +
    "[class*=message],[class*=toast],[class*=notice],[class*=notification],[class*=flash],[class*=invalid-feedback]";
  function messages() {
    const found = [];
    for (const element of document.querySelectorAll(MESSAGE)) {
      if (element.matches("html,body,main,form,input,select,textarea,button,a") || !visible(element)) continue;
      if (element.querySelector("form,input:not([type=hidden]),select,h1")) continue;
      if ([...element.children].some((child) => child.matches(MESSAGE) && visible(child))) continue;
      if (found.some((other) => other.element.contains(element))) continue;
      const text = words(element, ({ parentElement: part }) => part.closest("button,[data-dismiss]") || isButtonLink(part.closest("a")));
      const said = plain(text);
      if (said.length < 2) continue;
      found.push({
        element,
        text: cut(said, 400),
        role: element.getAttribute("role") || "",
        classes: String(element.className),
        field: fieldBeside(element),
      });
    }
    return found.map(({ element, ...rest }) => rest);
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

  // -- one walk in document order: headings, forms, amounts --
  const CURRENCY = ask.currencies.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const DIGIT = "[0-9\\u0660-\\u0669\\u06f0-\\u06f9]";
  const NUMBER = `${DIGIT}(?:[.,'’\\s\\u00a0\\u202f\\u066b\\u066c]?${DIGIT})*`;
  const SIGN = "[-\\u2212\\u2013]";
  const MONEY = new RegExp(
    `(?:${SIGN}\\s?)?(?:${CURRENCY})\\s?(?:${SIGN}\\s?)?${NUMBER}(?:\\s?(?:${CURRENCY}))?|(?:${SIGN}\\s?)?${NUMBER}\\s?(?:${CURRENCY})(?![A-Za-z])`,
    "gu",
  );
  const HALF = new RegExp(`^(?:(?:${CURRENCY})|${SIGN}|${NUMBER}|[.,])$`, "u");
  const headings = [];
  const amounts = [];
  const ORDER = new Map();
  const headingBefore = [];
  let lastHeading = "";
  const main = document.querySelector("main,[role=main]");

  function region(element) {
    const part = element.closest("dialog,[role=dialog],header,nav,footer,aside,main,[role=navigation],[role=banner],[role=contentinfo],[role=main]");
    if (!part) return "";
    const role = part.getAttribute("role");
    const names = { navigation: "nav", banner: "header", contentinfo: "footer" };
    if (part.tagName === "HEADER" && part.closest("main,article,section")) return "main";
    return names[role] || role || part.tagName.toLowerCase();
  }

  const walker = document.createTreeWalker(document.body || document.documentElement, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const taken = new Set();
  const flow = []; // the visible text of the page, in reading order
  const place = new Map();
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === 1) {
      ORDER.set(node, ORDER.size);
      const level = /^H[1-6]$/.test(node.tagName) ? +node.tagName[1] : node.getAttribute("role") === "heading" ? 2 : 0;
      const soleCell = /^T[HD]$/.test(node.tagName) && node.colSpan > 1;
      if ((level || node.tagName === "LEGEND" || soleCell) && visible(node)) {
        const text = words(node);
        if (text && !text.match(MONEY)) {
          lastHeading = text;
          if (level) headings.push({ level, text: cut(text, 200) });
        }
      }
      headingBefore.push([node, lastHeading]);
    } else if (node.data.trim() && !node.parentElement.closest(FORM_PART) && visible(node.parentElement)) {
      place.set(node, flow.length);
      flow.push(node);
      if (!taken.has(node)) readAmounts(node);
    }
  }
  const headingOf = new Map(headingBefore);

  function readAmounts(node) {
    const parent = node.parentElement;
    const text = clean(node.data.replace(/\n/g, " "));
    const whole = text.match(MONEY);
    if (whole) {
      const half = new RegExp(`${SIGN}$`, "u").test(clean(node.previousSibling?.data || ""));
      for (const match of whole) addAmount(parent, [node], (half ? "-" : "") + match, text);
      return;
    }
    if (!HALF.test(text)) return;
    // "£" and "10" and "99" in elements of their own: the smallest parent whose whole text is one amount.
    for (let box = parent, up = 0; box && up < 4; box = box.parentElement, up += 1) {
      const joined = clean(box.textContent.replace(/\s+/g, " "));
      const match = joined.match(MONEY);
      if (match && match.length === 1 && match[0] === joined) {
        const inside = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        const nodes = [];
        for (let part = inside.nextNode(); part; part = inside.nextNode()) nodes.push(part);
        addAmount(box, nodes, joined, joined);
        return;
      }
      if (joined.length > 24) return;
    }
  }

  function addAmount(element, nodes, text, sentence) {
    for (const node of nodes) taken.add(node);
    const style = getComputedStyle(element);
    amounts.push({
      element,
      node: nodes[0],
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
      for (let up = 0; up < 6 && alone && row.parentElement && !hasWords(row, amount.node); up += 1) row = row.parentElement;
      amount.label = cut(alone ? labelIn(row, amount.node) : amount.sentence.replace(amount.text.replace(/^-/, ""), " ").trim(), 160);
      amount.rowTag = row.tagName.toLowerCase();
      amount.tokens = tokensAround(amount.element, 3);
      const block = amount.element.closest("table,dl,ul,ol,aside,form,section,article") || document.body;
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
    for (let at = place.get(own) + step; flow[at] && row.contains(flow[at]); at += step) {
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
  function tokensAround(element, levels) {
    const parts = [];
    for (let part = element, up = 0; part && part !== document.body && up < levels; part = part.parentElement, up += 1)
      parts.push(part.id, typeof part.className === "string" ? part.className : "");
    return parts.filter(Boolean).join(" ");
  }
  labelAmounts();

  // -- controls --
  const CONTROL =
    "input:not([type=hidden]),select,textarea,button,a,summary,[role=button],[role=link],[role=radio],[role=checkbox]," +
    "[role=combobox],[role=switch],[role=textbox],[role=option],[contenteditable=true],[onclick]";
  const BUTTON = "button,input[type=submit],input[type=button],input[type=image],a,[role=button],[role=link],summary,[onclick]";
  const forms = [...document.forms];
  const fixedParents = new Map();
  function overlayOf(element) {
    for (let part = element; part && part !== document.body; part = part.parentElement) {
      if (!fixedParents.has(part)) {
        const position = getComputedStyle(part).position;
        fixedParents.set(part, position === "fixed" || position === "sticky" || part.matches("dialog,[role=dialog],[aria-modal=true]"));
      }
      if (fixedParents.get(part)) return part;
    }
    return null;
  }
  const overlays = new Map();
  const here = location.origin + location.pathname;
  function path(url) {
    try {
      const target = new URL(url, document.baseURI);
      return target.origin === location.origin ? target.pathname + target.search : target.href.split("?")[0];
    } catch {
      return "";
    }
  }
  function leadsAway(link) {
    const href = link.getAttribute("href");
    if (!href || href.startsWith("#") || /^(javascript|mailto|tel):/.test(href)) return false;
    const url = new URL(link.href, document.baseURI);
    return url.origin + url.pathname !== here;
  }

  // Whose button is it? "own" when the page's main heading is met before a link to another product.
  function owner(element) {
    for (let part = element.parentElement; part && part !== document.body; part = part.parentElement) {
      if (part.querySelector("h1")) return "own";
      for (const link of part.querySelectorAll("a[href]"))
        if (leadsAway(link) && (link.querySelector("img") || link.closest("h2,h3,h4,h5,h6"))) return path(link.href);
    }
    return "";
  }

  // The card of a choice: the largest part of the page that holds this choice and none of its rivals.
  function card(element, rivals) {
    let best = element;
    for (let part = element.parentElement; part && part !== document.body; part = part.parentElement) {
      if (rivals.some((rival) => rival !== element && part.contains(rival))) break;
      if (part.tagName === "FORM" && rivals.length < 2) break;
      if (part.querySelector("h1")) break;
      best = part;
    }
    return best;
  }
  function lines(element) {
    return clean(element.innerText).split("\n").map((line) => line.trim()).filter(Boolean).slice(0, 12);
  }

  function describe(control, part) {
    control.card = lines(part);
    control.priced = amounts.filter((amount) => !amount.struck && part.contains(amount.element)).map((amount) => amount.index);
  }

  function labelOf(element) {
    const own = [...(element.labels || [])].map((label) => words(label)).filter(Boolean).join(" ");
    return own || "";
  }
  function near(element) {
    const rivals = "input:not([type=hidden]),select,textarea";
    for (let part = element.parentElement, up = 0; part && up < 4; part = part.parentElement, up += 1) {
      if (part.querySelectorAll(rivals).length > 1 && part.tagName !== "TR") break;
      const text = words(part);
      if (text) return cut(text, 120);
    }
    let before = element.previousElementSibling || element.parentElement?.previousElementSibling;
    return before && !before.querySelector(rivals) && !before.matches(rivals) ? cut(words(before), 120) : "";
  }
  function groupOf(element) {
    const group = element.closest("fieldset,[role=group],[role=radiogroup]");
    if (!group) return "";
    const legend = group.querySelector("legend");
    return cut(legend ? words(legend) : group.getAttribute("aria-label") || byIds(group.getAttribute("aria-labelledby")), 120);
  }

  function coveredBy(element, box) {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return "";
    const top = document.elementFromPoint(x, y);
    if (!top || top === element || element.contains(top) || top.contains(element)) return "";
    if ([...(element.labels || [])].some((label) => label.contains(top) || top.contains(label))) return "";
    return `${top.tagName.toLowerCase()} "${cut(clean(top.innerText || top.id || String(top.className)), 60)}"`;
  }

  const all = [...document.querySelectorAll(CONTROL)];
  const submits = all.filter((element) => element.matches("button,input[type=submit],input[type=image]") && element.form && visible(element));
  const controls = [];
  for (const element of all) {
    const tag = element.tagName.toLowerCase();
    const isField = /^(input|select|textarea)$/.test(tag) && !element.matches(BUTTON) || element.matches("[role=combobox],[role=textbox],[role=radio],[role=checkbox],[role=switch],[contenteditable=true]");
    const tickable = element.matches("input[type=radio],input[type=checkbox]");
    const face = tickable && !visible(element) ? [...(element.labels || [])].find(visible) : null;
    const shown = visible(element) || !!face;
    if (!shown && !isField) continue;
    if (tag === "a" && !element.hasAttribute("href") && !element.hasAttribute("onclick") && !element.hasAttribute("role")) continue;
    const box = (face || element).getBoundingClientRect();
    const style = shown && !isField ? getComputedStyle(element) : null;
    const text = isField ? "" : cut(words(element) || clean(element.value || element.getAttribute("alt") || element.querySelector("img")?.alt || ""), 160);
    const inForm = element.form || element.closest("form");
    const control = {
      index: page.elements.length,
      tag,
      type: (element.getAttribute("type") || (tag === "button" ? "submit" : "")).toLowerCase(),
      role: element.getAttribute("role") || "",
      field: isField,
      name: element.getAttribute("name") || "",
      id: element.id,
      classes: typeof element.className === "string" ? element.className : "",
      autocomplete: element.getAttribute("autocomplete") || "",
      inputmode: element.getAttribute("inputmode") || "",
      label: cut(labelOf(element), 160),
      aria: cut(element.getAttribute("aria-label") || byIds(element.getAttribute("aria-labelledby")), 160),
      placeholder: element.getAttribute("placeholder") || "",
      title: element.getAttribute("title") || "",
      text,
      near: isField && shown && !labelOf(element) ? near(element) : "",
      group: isField && shown ? groupOf(element) : "",
      heading: cut(headingOf.get(element) || "", 120),
      value: isField ? (tag === "select" || !tickable ? String(element.value ?? "") : element.getAttribute("value") || "") : "",
      checked: !!element.checked || element.getAttribute("aria-checked") === "true",
      disabled: element.matches(":disabled,[aria-disabled=true]"),
      readonly: !!element.readOnly,
      required: !!element.required || element.getAttribute("aria-required") === "true",
      invalid: element.getAttribute("aria-invalid") === "true",
      shown,
      covered: shown ? coveredBy(face || element, box) : "",
      form: inForm ? forms.indexOf(inForm) : -1,
      region: region(element),
      href: tag === "a" ? element.getAttribute("href") || "" : "",
      path: tag === "a" && element.href ? path(element.href) : "",
      expands: element.getAttribute("aria-expanded") || "",
      controls: element.getAttribute("aria-controls") || "",
      box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round),
      painted: style ? style.backgroundColor !== "rgba(0, 0, 0, 0)" && style.backgroundColor !== "transparent" : false,
      options: tag === "select" ? [...element.options].map((option) => ({ value: option.value, text: clean(option.text), selected: option.selected, disabled: option.disabled })) : [],
      overrides: Object.entries(ask.overrides).filter(([, css]) => element.matches(css)).map(([name]) => name),
      overlay: -1,
      owner: "",
      card: [],
      priced: [],
      maxlength: element.maxLength ?? -1,
    };
    if (shown && !isField) {
      const overlay = overlayOf(element);
      if (overlay && !overlays.has(overlay)) overlays.set(overlay, overlays.size);
      control.overlay = overlay ? overlays.get(overlay) : -1;
      if (!/^(header|nav|footer)$/.test(control.region)) control.owner = owner(element);
    }
    if (shown && (element.matches("input[type=radio],[role=radio]"))) {
      const rivals = all.filter((other) => other.matches("input[type=radio],[role=radio]"));
      describe(control, card(element, rivals));
    } else if (submits.includes(element) && !/^(header|nav|footer)$/.test(control.region)) {
      const rivals = submits.filter((other) => other.form !== element.form);
      if (rivals.length) describe(control, card(element, [element, ...rivals]));
    }
    page.elements.push(face || element);
    controls.push(control);
  }

  // -- rows of a cart: one quantity and one product each --
  const QUANTITY = new RegExp(ask.quantity, "i");
  function cartRows() {
    const counters = all.filter(
      (element) => element.matches("input:not([type=hidden]),select") && visible(element) && QUANTITY.test(`${element.name} ${element.id} ${element.getAttribute("aria-label") || ""} ${labelOf(element)}`),
    );
    if (counters.length) return counters.map((counter) => row(counter, (part) => counters.some((other) => other !== counter && part.contains(other)), counter)).filter(Boolean);
    const titles = all.filter((link) => link.matches("a[href]") && leadsAway(link) && words(link) && !/^(header|nav|footer)$/.test(region(link)) && visible(link));
    const found = [];
    for (const title of titles) {
      const other = (part) => titles.some((rival) => rival !== title && rival.pathname !== title.pathname && part.contains(rival));
      const made = row(title, other, null);
      if (made && made.quantity && !found.some((known) => known.path === made.path)) found.push(made);
    }
    return found;
  }
  function row(start, tooBig, counter) {
    let best = null;
    for (let part = start; part && part !== document.body; part = part.parentElement) {
      if (tooBig(part) || part.querySelector("h1")) break;
      if (amounts.some((amount) => !amount.struck && part.contains(amount.element))) {
        best = part;
        const named = [...part.querySelectorAll("a[href]")].some((link) => leadsAway(link) && words(link));
        if (!counter || named || part.matches("tr,li,article,[role=row]")) break;
      }
    }
    if (!best) return null;
    const link = [...best.querySelectorAll("a[href]")].find((a) => leadsAway(a) && words(a));
    const title = link ? words(link) : clean(best.querySelector("h2,h3,h4,h5,h6,strong,th,td,p")?.innerText || "");
    const number = counter ? counter.value : lines(best).map((line) => line.match(/^(?:[x×*]\s?)?([0-9]{1,4})(?:\s?[x×*])?$|(?:[x×]|:)\s?([0-9]{1,4})$/)).filter(Boolean).map((match) => match[1] || match[2])[0];
    if (!title || !number) return null;
    return {
      title: cut(title, 160),
      path: link ? path(link.href) : "",
      quantity: number,
      amounts: amounts.filter((amount) => best.contains(amount.element) && !amount.struck).map((amount) => amount.index),
      image: !!best.querySelector("img"),
    };
  }
  const rows = cartRows();

  const structured = [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => cut(script.textContent, 4000));
  const navigation = performance.getEntriesByType("navigation")[0];
  return {
    url: location.href,
    lang: document.documentElement.lang,
    dir: getComputedStyle(document.documentElement).direction,
    title: document.title,
    status: navigation?.responseStatus || 0,
    token: page.token,
    headings,
    controls,
    amounts: amounts.map(({ element, node, ...rest }) => rest),
    rows,
    messages: messages(),
    told: page.told.splice(0).filter((text) => text.length > 1),
    refused: page.refused.splice(0),
    overlays: [...overlays.keys()].map((part) => ({ text: cut(clean(part.innerText), 300), tokens: tokensAround(part, 1) })),
    forms: forms.map((form) => ({
      action: path(form.getAttribute("action") || location.href),
      method: form.method,
      tokens: `${form.id} ${form.getAttribute("name") || ""} ${typeof form.className === "string" ? form.className : ""}`,
      hidden: [...form.querySelectorAll("input[type=hidden]")].map((input) => (input.value.length > 24 ? input.name : `${input.name}=${input.value}`)),
    })),
    frames: [...document.querySelectorAll("iframe")].filter(visible).map((frame) => frame.src),
    structured,
    text: cut(clean(document.body?.innerText), 20000),
  };
}
