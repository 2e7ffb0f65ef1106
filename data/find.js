// Search in the static edition. Names, titles and numbers are in files by the first two letters of their words (src/site/shards.h); they
// are loaded as scripts, since a page that is read from a stick may fetch nothing else. Words are folded as src/lang/fold.c does.
(() => {
  'use strict';
  const form = document.getElementById('find'), found = document.getElementById('found');
  const letters = { ß: 'ss', æ: 'ae', ð: 'd', ø: 'o', þ: 'th', đ: 'd', ħ: 'h', ı: 'i', ĸ: 'k', ł: 'l', ŋ: 'n', œ: 'oe', ŧ: 't', ƀ: 'b', ǝ: 'e', ə: 'e', ς: 'σ', ѐ: 'е', ё: 'е', ى: 'ي', ٱ: 'ا', ک: 'ك', ی: 'ي' };
  const kinds = JSON.parse(form.dataset.kinds), files = new Map(), MOST = 200;
  const diacritic = /(?![\u3099\u309a])(?=\p{M})[\p{Script=Common}\p{Script=Inherited}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]|\u0640|\p{Default_Ignorable_Code_Point}/gu;
  const alone = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/gu;
  const words = text => [...text.normalize('NFKD').replace(diacritic, '')].map(c => {
    const small = [...c.toLowerCase()][0];
    return letters[small] ?? small;
  }).join('').replace(/[\u02b9-\u02c1]|[^\p{L}\p{Nd}\p{M}]/gu, ' ').replace(alone, ' $& ').split(' ').filter(Boolean);
  const address = begins => /^[a-z0-9]+$/.test(begins) ? begins : '0u' + [...begins].map(c => '-' + c.codePointAt(0).toString(16).padStart(4, '0')).join('');

  window.habeasFind = (begins, entries) => files.set(begins, entries.map(([path, label, text]) => ({ path, label, text, words: words(text) })));
  const load = begins => files.has(begins) ? Promise.resolve(files.get(begins)) : new Promise(done => {
    const script = document.createElement('script');
    script.src = form.dataset.files + address(begins) + '.js';
    script.onload = () => done(files.get(begins) ?? []);
    script.onerror = () => done([]);
    document.head.append(script);
  });

  let last = 0;
  const search = async () => {
    const turn = ++last, wanted = words(form.elements.q.value);
    const longest = wanted.reduce((a, b) => [...b].length > [...a].length ? b : a, '');
    const entries = longest ? await load([...longest].slice(0, 2).join('')) : [];
    if (turn !== last) return; // another word was typed meanwhile
    const hits = entries.filter(e => wanted.every(w => e.words.some(x => x.startsWith(w))));
    const list = document.createElement('ul');
    list.className = 'list';
    for (const e of hits.slice(0, MOST)) {
      const item = document.createElement('li'), link = document.createElement('a'), name = document.createElement('bdi'), kind = document.createElement('span');
      name.textContent = e.text;
      link.href = e.path + '.html';
      link.append(name);
      kind.className = 'brief';
      kind.textContent = kinds[e.path.split('/')[0]] + (e.label === e.text ? '' : ' · ' + e.label);
      item.append(link, ' ', kind);
      list.append(item);
    }
    found.replaceChildren(...(hits.length ? [list] : longest ? [form.dataset.none] : []));
  };
  form.addEventListener('submit', event => { event.preventDefault(); search(); });
  form.elements.q.addEventListener('input', search);
  form.hidden = false;
  if (form.elements.q.value) search();
})();
