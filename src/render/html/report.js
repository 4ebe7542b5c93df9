// Filters and keys of the report. The page can be read and followed without it.
(() => {
  'use strict';
  const form = document.getElementById('filter');
  if (!form) return;
  const fields = form.elements;
  const boxes = [...form.querySelectorAll('[name=severity]')];
  const notes = [...document.querySelectorAll('.note')].map((element) => ({
    element,
    article: element.closest('article'),
    severity: element.classList[1],
    rule: element.querySelector('.rule').getAttribute('href'),
    words: null,
  }));
  const byId = new Map(notes.map((note) => [note.element.id, note]));
  const marks = [...document.querySelectorAll('mark, .also')].map((element) => ({
    element,
    of: element.dataset.of.split(' ').map((number) => byId.get('f' + number)),
  }));
  const articles = [...document.querySelectorAll('article')];
  const nothing = document.createElement('p');
  nothing.className = 'nothing-left';
  nothing.textContent = 'No finding is left by this filter.';
  nothing.hidden = true;
  document.getElementById('articles').prepend(nothing);

  let shown = notes;
  let current = null;

  const folded = (text) => text.normalize('NFC').toLowerCase();
  const wordsOf = (note) => {
    note.words ??= folded(note.element.textContent + ' ' + note.article.querySelector('h2').textContent);
    return note.words;
  };

  const tell = () => {
    const at = shown.indexOf(current);
    const count = shown.length === notes.length ? notes.length : shown.length + ' of ' + notes.length;
    fields.shown.textContent = at < 0 ? String(count) : at + 1 + ' / ' + shown.length;
    fields.previous.disabled = fields.next.disabled = shown.length === 0;
  };

  const apply = () => {
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const rule = fields.rule.value;
    const words = folded(fields.words.value).split(/\s+/).filter(Boolean);
    const isFiltered = severities.size < boxes.length || rule !== '' || words.length > 0;
    const left = new Set();
    shown = notes.filter((note) => {
      const matches =
        severities.has(note.severity) &&
        (rule === '' || note.rule === rule) &&
        words.every((word) => wordsOf(note).includes(word));
      note.element.hidden = !matches;
      if (matches) left.add(note.article);
      return matches;
    });
    for (const mark of marks) {
      mark.element.classList.toggle('off', mark.of.every((note) => note.element.hidden));
    }
    for (const article of articles) {
      article.hidden = isFiltered && !left.has(article);
    }
    nothing.hidden = !isFiltered || shown.length > 0;
    form.querySelector('[type=reset]').disabled = !isFiltered;
    if (current && current.element.hidden) choose(null);
    tell();
  };

  const choose = (note) => {
    for (const element of document.querySelectorAll('[aria-current]')) {
      element.removeAttribute('aria-current');
    }
    current = note;
    if (note) {
      note.element.setAttribute('aria-current', 'true');
      const number = note.element.id.slice(1);
      for (const mark of document.querySelectorAll('mark[data-of~="' + number + '"]')) {
        mark.setAttribute('aria-current', 'true');
      }
    }
    tell();
  };

  const go = (note) => {
    choose(note);
    note.element.focus({ preventScroll: true });
    const row = note.element.closest('.row');
    const isShort = row.offsetHeight < innerHeight * 0.7;
    (isShort ? row : note.element).scrollIntoView({ block: 'center' });
  };

  const step = (by) => {
    if (shown.length === 0) return;
    const at = shown.indexOf(current);
    if (at >= 0) {
      go(shown[(at + by + shown.length) % shown.length]);
      return;
    }
    const below = shown.findIndex((note) => note.element.getBoundingClientRect().top > 0);
    const next = below < 0 ? 0 : below;
    go(shown[by > 0 ? next : (next - 1 + shown.length) % shown.length]);
  };

  const follow = () => {
    const note = byId.get(location.hash.replace(/^#[fm]/, 'f'));
    if (!note) return;
    if (note.element.hidden) form.reset();
    choose(note);
  };

  let waiting = 0;
  // a list that a program sets, as aids and tests do, tells only a change
  for (const event of ['input', 'change']) {
    form.addEventListener(event, () => {
      clearTimeout(waiting);
      waiting = setTimeout(apply, 120);
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    apply();
    step(1);
  });
  form.addEventListener('reset', () => setTimeout(apply));
  fields.next.addEventListener('click', () => step(1));
  fields.previous.addEventListener('click', () => step(-1));
  addEventListener('hashchange', follow);

  addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const isTyping = event.target.closest('input[type=search], select');
    if (isTyping) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const steps = { j: 1, n: 1, k: -1, p: -1 };
    if (event.key in steps) {
      event.preventDefault();
      step(steps[event.key]);
    } else if (event.key === '/') {
      event.preventDefault();
      fields.words.focus();
      fields.words.select();
    }
  });

  // what is folded would be missing on paper; lines without text are not missed there
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open], .lines)')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
  });

  form.hidden = false;
  apply();
  follow();
})();
