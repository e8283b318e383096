{
  const send = async (url, body) => {
    const answer = await fetch(url, {method: 'POST', body, headers: {'X-Requested-With': 'XMLHttpRequest'}});
    const text = await answer.text(), said = document.getElementById('said');
    if (!answer.ok) { alert(text); return }
    said.replaceChildren(document.createRange().createContextualFragment(text));
    const count = document.getElementById('count');
    count.textContent = +count.textContent + +(body.get?.('{{ name("quantity") }}') || 1);
  };
  document.querySelectorAll('form[data-add]').forEach(form => form.onsubmit = event => {
    event.preventDefault(); send(form.action, new URLSearchParams(new FormData(form)));
  });
  document.querySelectorAll('a[data-add]').forEach(link => link.onclick = event => {
    event.preventDefault(); send(link.href, new URLSearchParams());
  });
}
