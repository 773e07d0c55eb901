// The portal's own part: which page is shown, and to whom. Everything about money is inside the elements.
const provider = document.querySelector('#provider');
const door = document.querySelector('#signed-out');
const signIn = door.querySelector('cash-flow-sign-in');
const navigation = document.querySelector('.pages');
const person = document.querySelector('.person');
const pages = [...document.querySelectorAll('.page')];

await Promise.all(['cash-flow-provider', 'cash-flow-sign-in'].map((name) => customElements.whenDefined(name)));

/** The pages of a role: data entry brings statements in and does not see the chart. */
function pagesOf(role) {
  return role === 'data-entry' ? ['statements'] : ['cash-flow', 'statements'];
}

function show() {
  const session = provider.context.session;
  const active = session.kind === 'active';
  // The link of a mail is answered by whoever is signed in, too.
  const linked = signIn.step === 'invitation' || signIn.step === 'reset';
  door.hidden = (active && !linked) || session.kind === 'loading';
  navigation.hidden = person.hidden = !active;

  const allowed = active && !linked ? pagesOf(session.role) : [];
  const wanted = location.hash.slice(1);
  const current = allowed.includes(wanted) ? wanted : allowed[0];
  for (const page of pages) page.hidden = page.id !== current;
  for (const link of navigation.querySelectorAll('a')) {
    const id = link.hash.slice(1);
    link.hidden = !allowed.includes(id);
    if (id === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (active) person.querySelector('.who').textContent = session.session.person.name;
}

provider.addEventListener('context-change', show);
provider.addEventListener('step-change', show);
window.addEventListener('hashchange', show);
person.querySelector('.sign-out').addEventListener('click', () => void provider.signOut());
show();
