'use strict';
// What a table can do once it is on a screen: be sorted, be copied as CSV, show fewer cohorts. Nothing is added to what
// the page says. Works on what the page holds; asks for nothing and keeps nothing.
(() => {
  const page = document.documentElement;
  page.classList.add('scripted');

  const make = (name, attributes, ...inside) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...inside);
    return element;
  };

  // The figure of a cell, without the small lines under it and without drawings.
  const figure = (cell) => [...cell.childNodes]
    .filter((node) => !/^(small|svg)$/i.test(node.nodeName))
    .map((node) => node.textContent).join('').trim();

  // As a spreadsheet writes it: no thin spaces between digits, a plain minus before a number.
  const typed = (text) => {
    const flat = text.replace(/(\d)[\u202f\u00a0](?=[\d%])/g, '$1').replace(/[\u202f\u00a0]/g, ' ');
    const number = flat.replace(/^\u2212/, '-');
    return /^-?\d+(\.\d+)?%?$/.test(number) ? number : flat;
  };

  const amount = (cell) => {
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    const match = figure(cell).replace(/[\u202f\u00a0]/g, '').replace(/\u2212/g, '-')
      .match(/[-+]?\d+(\.\d+)?/);
    return match ? Number(match[0]) : NaN;
  };

  // Rows of one unit stay together: a share and a time cannot be ordered. What is missing comes last either way.
  const sort = (table, column, way) => {
    const rows = table.rowsInOrder;
    const units = [...new Set(rows.map((row) => row.dataset.unit))];
    const isNumeric = table.headCells[column].classList.contains('n')
      || rows.some((row) => row.cells[column].dataset.value !== undefined);
    const key = new Map(rows.map((row) => {
      const cell = row.cells[column];
      return [row, isNumeric ? amount(cell) : figure(cell)];
    }));
    const isMissing = (value) => (isNumeric ? Number.isNaN(value) : value === '' || value === '\u2014');
    const sorted = way === 'none' ? rows : rows.slice().sort((one, other) => {
      const [left, right] = [key.get(one), key.get(other)];
      if (isNumeric && one.dataset.unit !== other.dataset.unit) {
        return units.indexOf(one.dataset.unit) - units.indexOf(other.dataset.unit);
      }
      if (isMissing(left) || isMissing(right)) return isMissing(left) - isMissing(right);
      const order = isNumeric ? left - right : left.localeCompare(right, 'en', { numeric: true });
      return way === 'ascending' ? order : -order;
    });
    table.tBodies[0].prepend(...sorted);
    for (const [index, head] of table.headCells.entries()) {
      if (index === column && way !== 'none') head.setAttribute('aria-sort', way);
      else head.removeAttribute('aria-sort');
    }
  };

  const letSort = (table) => {
    table.rowsInOrder = [...table.tBodies[0].rows].filter((row) => !row.classList.contains('last'));
    table.headCells = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    if (table.rowsInOrder.length < 3) return;
    for (const [column, head] of table.headCells.entries()) {
      const title = head.textContent.trim();
      if (title === '' || head.classList.contains('drawn')) continue;
      const button = make('button', { type: 'button', class: 'sort' }, title);
      head.replaceChildren(button);
      // The largest figures first, words from A.
      const ways = head.classList.contains('n')
        ? ['descending', 'ascending', 'none'] : ['ascending', 'descending', 'none'];
      button.addEventListener('click', () => {
        const now = ways.indexOf(head.getAttribute('aria-sort') ?? 'none');
        sort(table, column, ways[(now + 1) % ways.length]);
      });
    }
  };

  const formula = new RegExp('^(?=[\\t\\r\\n])|(?<=^|[;\\t\\r\\n])'
    + '(?=(?:(?![\\t\\r\\n])[\\s"\\p{Cc}\\p{Cf}\\p{M}\\p{DI}])*[=+\\-@\\ufe62\\ufe63\\ufe66\\ufe6b\\uff0b\\uff0d\\uff1d\\uff20])', 'gu');
  const csv = (table) => {
    const groups = [...(table.tHead.querySelector('.groups')?.cells ?? [])]
      .flatMap((cell) => new Array(cell.colSpan).fill(cell.textContent.trim()));
    const visible = table.headCells.map((head, index) => index)
      .filter((index) => !table.headCells[index].hidden && !table.headCells[index].classList.contains('drawn'));
    const rows = [...table.tBodies[0].rows]
      .filter((row) => [...row.cells].slice(1).some((cell) => figure(cell) !== ''));
    const lines = new Map(visible.map((index) => [
      index, Math.max(0, ...rows.map((row) => row.cells[index].querySelectorAll('small').length)),
    ]));
    const head = visible.flatMap((index) => {
      const title = (groups[index] ? groups[index] + ': ' : '') + table.headCells[index].textContent.trim();
      return [title, ...Array.from({ length: lines.get(index) }, (_, line) => title + ', line ' + (line + 2))];
    });
    const body = rows.map((row) => visible.flatMap((index) => {
      const cell = row.cells[index];
      const small = [...cell.querySelectorAll('small')].map((line) => line.textContent);
      return [figure(cell), ...Array.from({ length: lines.get(index) }, (_, line) => small[line] ?? '')];
    }));
    // What a spreadsheet would run as a formula gets an apostrophe, also where it parts cells at ";" or a tab, and behind what is
    // not seen; a number stays a number.
    const cell = (text) => {
      const plain = typed(text);
      const isNumber = /^-?\d+(\.\d+)?%?$/.test(plain);
      const safe = isNumber ? plain : plain.replace(formula, "'");
      return /[",;\t\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
    };
    return [head, ...body].map((row) => row.map(cell).join(',') + '\r\n').join('');
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = make('textarea', { class: 'unseen', 'aria-hidden': 'true', tabindex: '-1' });
      area.value = text;
      const last = document.activeElement;
      document.body.append(area);
      area.select();
      const isDone = document.execCommand('copy');
      area.remove();
      last?.focus();
      return isDone;
    }
  };

  // Which cohorts are shown holds for the whole page.
  const hidden = new Set();
  const boxes = [];
  const counters = [];

  const showCohorts = () => {
    for (const table of document.querySelectorAll('main .scroll table')) {
      for (const [column, head] of table.headCells.entries()) {
        if (head.dataset.cohort === undefined) continue;
        const isHidden = hidden.has(head.dataset.cohort);
        head.hidden = isHidden;
        for (const row of table.tBodies[0].rows) row.cells[column].hidden = isHidden;
      }
      let column = 0;
      for (const group of table.tHead.querySelector('.groups')?.cells ?? []) {
        group.full ??= group.colSpan;
        const shown = table.headCells.slice(column, column + group.full).filter((head) => !head.hidden).length;
        column += group.full;
        group.hidden = shown === 0;
        group.colSpan = Math.max(shown, 1);
      }
    }
    for (const box of boxes) box.checked = !hidden.has(box.value);
    for (const [counter, cohorts] of counters) {
      const shown = cohorts.filter((cohort) => !hidden.has(cohort)).length;
      counter.textContent = shown < cohorts.length ? ' (' + shown + ' of ' + cohorts.length + ' shown)' : '';
    }
  };

  const cohortChoice = (table) => {
    const heads = table.headCells.filter((head) => head.dataset.cohort !== undefined);
    if (heads.length < 3) return [];
    const counter = make('span', {});
    counters.push([counter, heads.map((head) => head.dataset.cohort)]);
    const labels = heads.map((head) => {
      const box = make('input', { type: 'checkbox', value: head.dataset.cohort });
      box.checked = true;
      boxes.push(box);
      box.addEventListener('change', () => {
        if (box.checked) hidden.delete(box.value);
        else hidden.add(box.value);
        showCohorts();
      });
      return make('label', {}, box, ' ' + head.textContent.trim());
    });
    const set = make('fieldset', {}, make('legend', { class: 'unseen' }, 'Cohorts shown in all tables'), ...labels);
    return [make('details', { class: 'cohorts' }, make('summary', {}, 'Cohorts', counter), set)];
  };

  for (const region of document.querySelectorAll('main .scroll')) {
    const table = region.querySelector('table');
    const name = table.caption.textContent;
    letSort(table);
    if (region.closest('.tables')) continue;
    const told = make('span', { role: 'status' });
    const button = make('button', { type: 'button', 'aria-label': 'Copy as CSV: ' + name }, 'Copy as CSV');
    button.addEventListener('click', async () => {
      told.textContent = '';
      told.textContent = await copy(csv(table)) ? 'Copied' : 'This browser does not let pages copy';
    });
    region.before(make('div', { class: 'tools' }, told, ...cohortChoice(table), button));
  }

  // A link to a definition opens it.
  const reveal = (id) => {
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    for (let fold = target.closest('details'); fold !== null; fold = fold.parentElement.closest('details')) {
      fold.open = true;
    }
    target.scrollIntoView();
  };
  addEventListener('hashchange', () => reveal(location.hash.slice(1)));
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) reveal(link.hash.slice(1));
  });
  reveal(location.hash.slice(1));
})();
