// The explanations as tiles; only those in sight exist.

const GAP = 14;
const MARGIN = 16;
const HEAD = 40;
const AT_ONCE = 4;

class Gallery {
  /** app: {rows, picture(row), map(row), look(row), selected, choose(row), pick(row, on), grouped} */
  constructor(app) {
    this.app = app;
    this.root = byId('gallery');
    this.space = byId('space');
    this.lines = [];
    this.shown = new Map();
    this.queue = [];
    this.running = 0;
    this.wish = 240;
    this.size = 240;
    this.current = null;
    this.root.addEventListener('scroll', () => this.soon(), {passive: true});
    new ResizeObserver(() => this.arrange()).observe(this.root);
    this.root.addEventListener('keydown', event => this.key(event));
  }

  tileHeight() {
    return Math.round(this.size * 0.75) + 52;
  }

  /** Shows these rows, in this order. */
  show(rows) {
    this.rows = rows;
    this.arrange();
  }

  arrange() {
    if (!this.rows) return;
    const width = this.root.clientWidth - 2 * MARGIN;
    const columns = Math.max(1, Math.round((width + GAP) / (this.wish + GAP)));
    this.size = Math.floor((width + GAP) / columns) - GAP;
    this.columns = columns;
    this.lines = [];
    let top = MARGIN - 4;
    const add = (line, height) => {
      this.lines.push({...line, top, height});
      top += height;
    };
    for (const {head, rows} of this.groups()) {
      if (head) add({head, count: rows.length}, HEAD);
      for (let i = 0; i < rows.length; i += columns) {
        add({rows: rows.slice(i, i + columns)}, this.tileHeight() + GAP);
      }
    }
    this.space.style.height = `${top + MARGIN}px`;
    this.lineOf = new Map();
    this.lines.forEach((line, i) => (line.rows || []).forEach(row => this.lineOf.set(row, i)));
    this.order = this.lines.flatMap(line => line.rows || []);
    this.clear();
    this.draw();
  }

  groups() {
    if (!this.app.grouped()) return [{rows: this.rows}];
    const groups = new Map();
    for (const row of this.rows) {
      if (!groups.has(row.image)) groups.set(row.image, {head: row.name, rows: []});
      groups.get(row.image).rows.push(row);
    }
    return [...groups.values()];
  }

  clear() {
    this.space.replaceChildren();
    this.shown.clear();
    this.queue = [];
    if (this.rows.length === 0) {
      this.space.append(element('p', 'empty', 'No explanation fits the filter.'));
    }
  }

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.draw();
    });
  }

  /** First line whose end lies below a position. */
  lineAt(position) {
    let low = 0;
    let high = this.lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = this.lines[middle];
      if (line.top + line.height <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  draw() {
    const begin = this.root.scrollTop;
    const height = this.app.everything ? Infinity : this.root.clientHeight;
    const first = this.lineAt(begin - this.tileHeight());
    const last = begin + height + this.tileHeight();
    const wanted = new Set();
    for (let i = first; i < this.lines.length && this.lines[i].top < last; i++) wanted.add(i);
    for (const [i, line] of this.shown) {
      if (!wanted.has(i) && !line.contains(document.activeElement)) {
        line.remove();
        this.shown.delete(i);
      }
    }
    for (const i of wanted) {
      if (!this.shown.has(i)) this.build(i);
    }
    this.work();
  }

  build(i) {
    const line = this.lines[i];
    const box = element('div', line.head ? 'line head' : 'line');
    box.style.top = `${line.top}px`;
    box.style.height = `${line.height}px`;
    if (line.head) {
      box.append(element('strong', '', line.head));
      box.append(element('span', '', line.count === 1 ? '1 map' : `${line.count} maps`));
    } else {
      box.setAttribute('role', 'group');
      box.setAttribute('aria-label', line.rows[0].name);
      line.rows.forEach(row => box.append(this.tile(row)));
    }
    const after = [...this.shown.keys()].filter(k => k > i).sort((a, b) => a - b)[0];
    this.space.insertBefore(box, after === undefined ? null : this.shown.get(after));
    this.shown.set(i, box);
  }

  tile(row) {
    const tile = element('div', 'tile');
    tile.dataset.index = row.index;
    tile.style.width = `${this.size}px`;
    tile.style.height = `${this.tileHeight()}px`;
    const open = element('button', 'open');
    open.type = 'button';
    open.addEventListener('click', () => this.app.choose(row));
    open.addEventListener('focus', () => this.setCurrent(row));
    const view = element('div', 'view');
    view.style.height = `${Math.round(this.size * 0.75)}px`;
    const text = element('div', 'text');
    const top = element('div', 'top');
    top.append(element('span', 'label strong', row.label));
    if (row.confidence !== null) top.append(element('span', 'score', row.confidence.toFixed(2)));
    const under = element('div', 'under');
    under.append(element('span', 'label', this.app.underline(row)));
    if (row.reason === null) under.append(element('span', '', `${shortText(row.low, 2)} \u2026 ${shortText(row.high, 2)}`));
    text.append(top, under, element('span', 'unseen', row.name));
    open.append(view, text);
    const pick = element('label', 'pick');
    const box = element('input');
    box.type = 'checkbox';
    box.checked = this.app.selected.has(row.key);
    box.setAttribute('aria-label', `Select ${describe(row)}`);
    box.addEventListener('change', () => this.app.pick(row, box.checked));
    pick.append(box);
    tile.append(open, pick);
    this.mark(tile, row);
    this.queue.push({row, tile, view});
    return tile;
  }

  mark(tile, row) {
    const current = this.current === row;
    const selected = this.app.selected.has(row.key);
    tile.classList.toggle('current', current);
    tile.classList.toggle('selected', selected);
    const reachable = current || (!this.lineOf.has(this.current) && this.order[0] === row);
    tile.querySelector('.open').tabIndex = reachable ? 0 : -1;
    tile.querySelector('.open').setAttribute('aria-current', String(current));
    const box = tile.querySelector('.pick input');
    box.tabIndex = reachable ? 0 : -1;
    box.checked = selected;
  }

  marks() {
    this.eachTile((tile, row) => this.mark(tile, row));
  }

  eachTile(action) {
    for (const [i, box] of this.shown) {
      (this.lines[i].rows || []).forEach((row, n) => action(box.children[n], row));
    }
  }

  /** Paints all tiles in sight anew. */
  repaint() {
    this.queue = [];
    this.eachTile((tile, row) => this.queue.push({row, tile, view: tile.querySelector('.view')}));
    this.work();
  }

  work() {
    while (this.running < AT_ONCE && this.queue.length > 0) {
      const job = this.queue.shift();
      if (!job.tile.isConnected) continue;
      this.running++;
      this.fill(job)
        .catch(error => job.view.replaceChildren(element('p', 'reason', error.message)))
        .finally(() => {
          this.running--;
          this.work();
        });
    }
    if (this.running === 0 && this.queue.length === 0 && this.idle) this.idle();
  }

  async fill({row, tile, view}) {
    if (row.reason !== null) {
      view.replaceChildren(element('p', 'reason', row.reason));
      return;
    }
    const [picture, map] = await Promise.all([this.app.picture(row), this.app.map(row)]);
    await new Promise(resolve => setTimeout(resolve));
    if (!tile.isConnected) return;
    const natural = picture.image || map;
    const factor = Math.min(this.size / natural.width, (this.size * 0.75) / natural.height);
    const dense = Math.min(window.devicePixelRatio || 1, 2);
    const width = Math.max(1, Math.round(natural.width * factor));
    const height = Math.max(1, Math.round(natural.height * factor));
    const canvas = view.querySelector('canvas') || element('canvas');
    const look = this.app.look(row);
    const context = paint(canvas, Math.round(width * dense), Math.round(height * dense), picture, map, look);
    if (picture.image) {
      const scale = [canvas.width / picture.width, canvas.height / picture.height];
      outline(context, boxesOf(row, look), ...scale, 2 * dense);
    }
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    if (canvas.parentNode !== view) view.replaceChildren(canvas);
  }

  setCurrent(row) {
    if (this.current === row) return;
    this.current = row;
    this.marks();
  }

  key(event) {
    const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.columns, ArrowDown: this.columns}[event.key];
    const onTile = event.target.classList.contains('open');
    if (step !== undefined && onTile) {
      event.preventDefault();
      this.move(step);
    } else if ((event.key === 'Home' || event.key === 'End') && onTile) {
      event.preventDefault();
      this.focus(this.order[event.key === 'Home' ? 0 : this.order.length - 1]);
    } else if (event.key === ' ' && onTile) {
      event.preventDefault();
      this.app.pick(this.current, !this.app.selected.has(this.current.key));
    }
  }

  /** Moves to a neighbour; up and down keep the column where the lines allow it. */
  move(step) {
    if (Math.abs(step) === 1) {
      this.focus(this.order[this.order.indexOf(this.current) + step]);
      return;
    }
    let line = this.lineOf.get(this.current);
    const column = this.lines[line].rows.indexOf(this.current);
    do line += Math.sign(step);
    while (this.lines[line] && !this.lines[line].rows);
    const rows = this.lines[line] && this.lines[line].rows;
    if (rows) this.focus(rows[Math.min(column, rows.length - 1)]);
  }

  focus(row) {
    if (!row) return;
    this.reveal(row);
    this.setCurrent(row);
    const tile = this.tileOf(row);
    if (tile) tile.querySelector('.open').focus({preventScroll: true});
    if (this.app.chosen) this.app.choose(row);
  }

  reveal(row) {
    const line = this.lines[this.lineOf.get(row)];
    if (!line) return;
    const {scrollTop, clientHeight} = this.root;
    if (line.top < scrollTop) this.root.scrollTop = line.top - HEAD;
    else if (line.top + line.height > scrollTop + clientHeight) {
      this.root.scrollTop = line.top + line.height - clientHeight;
    }
    this.draw();
  }

  tileOf(row) {
    return this.space.querySelector(`.tile[data-index="${row.index}"]`);
  }
}

function describe(row) {
  const confidence = row.confidence === null ? '' : `, confidence ${row.confidence.toFixed(2)}`;
  return `${row.label}${confidence}, ${row.method || 'no method'}, ${row.name}`;
}

function byId(id) {
  return document.getElementById(id);
}

/** Texts from the table come in here only, as texts. */
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
