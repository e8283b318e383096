{
  const show = async (url, options) => {
    const answer = await fetch(url, {...options, headers: {'X-Requested-With': 'XMLHttpRequest'}});
    const next = answer.headers.get('X-Go');
    if (next && new URL(next, location.href).pathname === '{{ path("checkout") }}') return show(next, {});
    if (next) { location.href = next; return }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const main = page.getElementById('app') || page.getElementById('page').content.getElementById('app');
    document.getElementById('app').replaceChildren(document.createRange().createContextualFragment(main.innerHTML));
  };
  document.getElementById('step').addEventListener('submit', event => {
    event.preventDefault();
    show(event.target.action, {method: 'POST', body: new URLSearchParams(new FormData(event.target, event.submitter))});
  });
  document.querySelectorAll('a[href*="edit="]').forEach(link => link.onclick = event => {
    event.preventDefault(); show(link.href, {});
  });
}
