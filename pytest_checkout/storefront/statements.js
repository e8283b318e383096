// What a page states for machines: its currency, the shop's name, its other languages, how much there is in stock.
() => {
  const content = (...names) =>
    names.flatMap((name) =>
      [...document.querySelectorAll(`meta[property="${name}"],meta[name="${name}"],meta[itemprop="${name}"]`)].map((meta) => meta.content.trim()),
    );
  const item = (name) =>
    [...document.querySelectorAll(`[itemprop="${name}"]`)].map((part) => part.getAttribute("content") || part.getAttribute("href") || part.textContent.trim());
  return {
    url: location.href,
    lang: document.documentElement.lang,
    title: document.title,
    site: content("og:site_name", "application-name").filter(Boolean),
    currency: [...content("product:price:currency", "og:price:currency"), ...item("priceCurrency")],
    structured: [...document.querySelectorAll('script[type="application/ld+json"]')].map((script) => script.textContent),
    alternates: [...document.querySelectorAll("link[rel=alternate][hreflang]")].map((link) => [link.hreflang, link.href]),
    links: [...document.querySelectorAll("a[href]")].map((link) => ({
      href: link.href, text: link.innerText.trim(), lang: link.hreflang || link.lang,
    })),
    lists: [...document.querySelectorAll("select")].map((list) => [...list.options].map((option) => [option.value, option.text.trim()])),
  };
}
