{
  const form = document.getElementById('step'), app = document.getElementById('app');
  const hidden = name => form.querySelector(`[name="${CSS.escape(name)}"]`);
  const take = (id, code) => { const kept = document.getElementById(id); kept.value = code;
    kept.dispatchEvent(new Event('change', {bubbles: true})) };
  {% if "combobox" in (t.country, t.delivery) %}{% include "scripts/combobox.js" %}{% endif %}

  form.addEventListener('click', event => {
    const one = event.target.closest('[data-takes], [data-pays]');
    if (!one) return;
    const kind = one.dataset.takes ? 'delivery' : 'payment';
    form.querySelectorAll(kind === 'delivery' ? '[data-takes]' : '[data-pays]').forEach(other =>
      other.setAttribute(one.role === 'tab' ? 'aria-selected' : 'aria-pressed', other === one));
    take(kind + '-taken', one.dataset.takes || one.dataset.pays);
  });

  const shows_card = () => {
    const card = document.getElementById('card'), chosen = new FormData(form).get('{{ name("payment") }}');
    if (card) { card.hidden = chosen !== 'card';
      card.querySelectorAll('input, select').forEach(one => { one.disabled = card.hidden }) }
  };
  const states = () => {
    const list = hidden('{{ name("state") }}'), country = hidden('{{ name("country") }}');
    if (list && list.tagName === 'SELECT') list.disabled = country.value !== '{{ shop.place.country }}';
  };
  const ready = () => {
    const button = document.querySelector('[data-waits]');
    if (!button) return;
    const data = new FormData(form);
    const chosen = [['deliveries', '{{ name("delivery") }}'], ['', '{{ name("payment") }}']].every(([id, name]) =>
      !(id ? document.getElementById(id) : form.querySelector(`[name="${CSS.escape(name)}"]`)) || data.get(name));
    button.disabled = !(chosen && form.checkValidity());
    if (button.dataset.ready) button.textContent = button.disabled ? '{{ w.not_ready }}' : button.dataset.ready;
  };
  const quote = async () => {
    if (!document.getElementById('deliveries')) return;
    const answer = await fetch('{{ path("quote") }}', {method: 'POST', body: new URLSearchParams(new FormData(form))});
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const offered = fresh.getElementById('deliveries'), shown = document.getElementById('deliveries');
    if (!shown.querySelector('input, select, button') || !offered.querySelector('input, select, button')) {
      shown.innerHTML = offered.innerHTML;
      {% if t.delivery == "combobox" %}{% include "scripts/combobox.js" %}{% endif %}
    }
    document.getElementById('summary').innerHTML = fresh.getElementById('summary').innerHTML;
    ready();
  };
  form.addEventListener('input', ready);
  form.addEventListener('change', event => {
    {% if t.country == "autopostback" %}
    if (event.target.name === '{{ name("country") }}') {
      form.insertAdjacentHTML('beforeend', '<input type="hidden" name="reload" value="1">');
      form.noValidate = true; form.requestSubmit(); return;
    }
    {% endif %}
    shows_card(); states(); ready(); quote();
  });
  shows_card(); states(); ready();
}
