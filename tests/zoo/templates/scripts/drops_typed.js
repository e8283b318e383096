setTimeout(() => {
  const part = document.querySelector('[data-part=address]');
  part?.replaceChildren(document.createRange().createContextualFragment(part.dataset.asSent));
  part?.setAttribute('data-settled', '');
  {% if t.country == "combobox" %}{% include "scripts/combobox.js" %}{% endif %}
}, 300);
{
  const part = document.querySelector('[data-part=address]');
  part.dataset.asSent = part.innerHTML;
}
