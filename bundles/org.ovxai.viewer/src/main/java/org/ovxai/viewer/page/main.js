// Rows, filters and what the controls say.

const ROWS_AT_ONCE = 500;
const REPORT_ROWS = 24;

class App {
  constructor(source, initial) {
    this.source = source;
    this.metrics = initial.metrics;
    this.tables = new Map(initial.colors.map(c => [c.id, {signed: c.signed, table: decodedBytes(c.table)}]));
    this.rows = [];
    this.shown = [];
    this.total = initial.rows;
    this.selected = new Set(source.initialSelection());
    this.chosen = null;
    this.maps = new Cache(300, index => source.map(index).then(decodedMap));
    this.pictures = new Cache(80, index => source.picture(index).then(decodedPicture));
    this.firstOfImage = new Map();
    this.methods = new Set();
    this.controls(initial);
    this.inspector = new Inspector(this);
    this.gallery = new Gallery(this);
    source.onSelection = (mode, keys) => this.selectionFromHost(mode, keys);
  }

  controls(initial) {
    initial.colors.forEach(({id, title}) => byId('colors').append(new Option(title, id)));
    byId('colors').value = initial.colorMap;
    byId('opacity').value = Math.round(100 * initial.opacity);
    byId('sort').append(new Option('Confidence', 'confidence'), new Option('Label', 'label'));
    initial.metrics.forEach((name, i) => byId('sort').append(new Option(name, String(i))));
    for (const id of ['opacity', 'threshold', 'boxes', 'truth', 'colors', 'scale', 'smooth']) {
      byId(id).addEventListener('input', () => this.lookChanged());
    }
    for (const radio of document.querySelectorAll('[name="view"]')) {
      radio.addEventListener('change', () => this.lookChanged());
    }
    for (const id of ['label', 'confidence', 'method', 'selected', 'sort', 'descending', 'group', 'size']) {
      byId(id).addEventListener('input', () => this.filter());
    }
    byId('toggle').addEventListener('click', () => this.toggleSide());
    if (window.innerWidth < 760) this.toggleSide();
    document.addEventListener('keydown', event => {
      if (event.key !== 'Escape') return;
      if (this.chosen && byId('close').offsetParent) this.close();
      else this.source.escape();
    });
    this.readLook();
  }

  toggleSide() {
    const side = byId('side');
    side.hidden = !side.hidden;
    byId('toggle').setAttribute('aria-expanded', String(!side.hidden));
  }

  readLook() {
    const {signed, table} = this.tables.get(byId('colors').value);
    this.common = {
      view: document.querySelector('[name="view"]:checked').value,
      opacity: byId('opacity').value / 100,
      threshold: byId('threshold').value / 100,
      boxes: byId('boxes').checked,
      truth: byId('truth').checked,
      smooth: byId('smooth').checked,
      scale: byId('scale').value,
      signed,
      table,
    };
    byId('opacity-value').textContent = `${byId('opacity').value} %`;
    byId('threshold-value').textContent = `${byId('threshold').value} %`;
    drawTable(byId('colors-bar'), table);
  }

  lookChanged() {
    this.readLook();
    this.gallery.repaint();
    this.inspector.repaint();
  }

  /** How a row is drawn: the common look and the values of its first and last colour. */
  look(row) {
    const range = this.range(row);
    if (this.common.signed) {
      const most = Math.max(Math.abs(range.low), Math.abs(range.high));
      return {...this.common, low: -most, high: most};
    }
    return {...this.common, ...range};
  }

  range(row) {
    if (this.common.scale === 'own') return {low: row.low, high: row.high};
    const key = this.common.scale === 'image' ? row.image : '';
    return this.ranges.get(key) || {low: row.low, high: row.high};
  }

  /** The least and the greatest value of all maps shown, and of those of each image. */
  measure() {
    this.ranges = new Map();
    for (const row of this.shown) {
      if (row.reason !== null) continue;
      for (const key of ['', row.image]) {
        const range = this.ranges.get(key);
        this.ranges.set(key, {
          low: Math.min(range ? range.low : Infinity, row.low),
          high: Math.max(range ? range.high : -Infinity, row.high),
        });
      }
    }
  }

  picture(row) {
    return this.pictures.get(this.firstOfImage.get(row.image));
  }

  map(row) {
    return this.maps.get(row.index);
  }

  grouped() {
    return byId('group').checked;
  }

  async load() {
    while (this.rows.length < this.total) {
      const more = await this.source.rows(this.rows.length, ROWS_AT_ONCE);
      if (more.length === 0) break;
      more.forEach(message => this.add(message));
      this.filter();
    }
  }

  add(message) {
    const row = {
      index: this.rows.length,
      key: message.k,
      image: message.i,
      name: message.n,
      target: message.t,
      label: message.l,
      confidence: message.c,
      low: message.lo,
      high: message.hi,
      method: message.m,
      layer: message.y,
      box: message.b,
      truth: annotations(message.a),
      metrics: message.v,
      reason: message.e,
    };
    this.rows.push(row);
    if (!this.firstOfImage.has(row.image)) this.firstOfImage.set(row.image, row.index);
    if (row.method && !this.methods.has(row.method)) {
      this.methods.add(row.method);
      byId('method').append(new Option(row.method, row.method));
    }
  }

  filter() {
    const text = byId('label').value.trim().toLowerCase();
    const least = byId('confidence').value / 100;
    const method = byId('method').value;
    const onlySelected = byId('selected').checked;
    byId('confidence-value').textContent = least.toFixed(2);
    this.shown = this.rows.filter(
      row =>
        (text === '' || `${row.label}\n${row.name}`.toLowerCase().includes(text)) &&
        (least === 0 || (row.confidence !== null && row.confidence >= least)) &&
        (method === '' || row.method === method) &&
        (!onlySelected || this.selected.has(row.key)));
    this.sort();
    this.measure();
    this.gallery.wish = Number(byId('size').value);
    this.gallery.show(this.everything ? this.shown.slice(0, REPORT_ROWS) : this.shown);
    this.tell();
    if (this.chosen) this.inspector.show(this.chosen);
  }

  sort() {
    const by = byId('sort').value;
    byId('descending').disabled = by === '';
    if (by === '') return;
    const sign = byId('descending').checked ? -1 : 1;
    const value = row => (by === 'confidence' ? row.confidence : by === 'label' ? row.label : row.metrics[by]);
    this.shown.sort((a, b) => {
      const first = value(a);
      const second = value(b);
      if (first === null || second === null) return (first === null) - (second === null);
      return sign * (typeof first === 'string' ? first.localeCompare(second) : first - second);
    });
  }

  tell() {
    const all = this.rows.length === this.total ? `${this.total}` : `${this.rows.length} of ${this.total} loaded`;
    const part = this.shown.length === this.rows.length ? `${all} maps` : `${this.shown.length} of ${all} maps`;
    byId('count').textContent = this.selected.size > 0 ? `${part}, ${this.selected.size} selected` : part;
  }

  /** The second line of a tile. */
  underline(row) {
    const by = byId('sort').value;
    const metric = by !== '' && by in row.metrics && row.metrics[by] !== null;
    return metric ? `${this.metrics[by]} ${shortText(row.metrics[by])}` : row.method || '';
  }

  choose(row) {
    const before = this.chosen;
    this.chosen = row;
    this.gallery.setCurrent(row);
    this.inspector.show(row).catch(error => this.problem(error));
    if (!before && byId('close').offsetParent) byId('close').focus();
  }

  close() {
    const row = this.chosen;
    this.chosen = null;
    byId('inspector').hidden = true;
    this.gallery.focus(row);
  }

  position(row) {
    return {at: this.gallery.order.indexOf(row), of: this.gallery.order.length};
  }

  step(by) {
    const next = this.gallery.order[this.gallery.order.indexOf(this.chosen) + by];
    if (!next) return;
    this.gallery.reveal(next);
    this.choose(next);
  }

  pick(row, on) {
    if (on) this.selected.add(row.key);
    else this.selected.delete(row.key);
    this.source.select(on ? 'ADD' : 'REMOVE', [row.key]);
    this.selectionChanged();
  }

  selectionFromHost(mode, keys) {
    if (mode === 'REPLACE') this.selected.clear();
    for (const key of keys) {
      if (mode === 'REMOVE') this.selected.delete(key);
      else this.selected.add(key);
    }
    this.selectionChanged();
  }

  selectionChanged() {
    if (byId('selected').checked) this.filter();
    else {
      this.gallery.marks();
      this.tell();
    }
  }

  problem(error) {
    byId('note').hidden = false;
    byId('note').textContent = error.message;
  }
}

/** Ground truth from the JSON of a cell: [{label, box: [x1, y1, x2, y2]}]; anything else is left out. */
function annotations(text) {
  const list = text === null ? [] : parsed(text);
  if (!Array.isArray(list)) return [];
  return list
    .filter(a => a && Array.isArray(a.box) && a.box.length === 4 && a.box.every(Number.isFinite))
    .map(a => ({label: String(a.label), box: a.box}));
}

/** All tiles of a report as one picture. */
function composed(gallery) {
  const tiles = [...gallery.space.querySelectorAll('.tile')];
  const bottom = Math.max(...tiles.map(t => t.parentNode.offsetTop + t.offsetHeight));
  const canvas = document.createElement('canvas');
  canvas.width = gallery.root.clientWidth;
  canvas.height = bottom + MARGIN;
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#000';
  context.font = '14px sans-serif';
  for (const tile of tiles) {
    const left = tile.parentNode.offsetLeft + tile.offsetLeft;
    const top = tile.parentNode.offsetTop + tile.offsetTop;
    const picture = tile.querySelector('canvas');
    if (picture) {
      const width = parseFloat(picture.style.width);
      const height = parseFloat(picture.style.height);
      const place = tile.querySelector('.view');
      context.drawImage(picture, left + (place.offsetWidth - width) / 2, top + (place.offsetHeight - height) / 2, width, height);
    }
    const text = [...tile.querySelectorAll('.top span')].map(e => e.textContent).join('  ');
    context.fillText(text, left, top + tile.offsetHeight - 28, tile.offsetWidth);
  }
  return canvas.toDataURL('image/png');
}

async function startStatic(app, type) {
  app.everything = true;
  document.documentElement.classList.add('report');
  byId('side').hidden = true;
  const painted = new Promise(resolve => (app.gallery.idle = resolve));
  await app.load();
  app.gallery.draw();
  await painted;
  if (type === 'IMAGE') app.source.imageDone(composed(app.gallery));
  else {
    byId('gallery').style.height = byId('space').style.height;
    app.source.reportDone();
  }
}

async function start() {
  const source = byId('data') ? new OwnData() : new Host();
  try {
    const initial = await source.start();
    const app = new App(source, initial);
    source.ready();
    const {type} = source.rendering();
    if (type === 'REPORT' || type === 'IMAGE') {
      await startStatic(app, type);
      return;
    }
    await app.load();
    if (app.shown.length > 0 && !app.chosen && byId('gallery').clientWidth > 420 && window.innerWidth > 1000) {
      app.choose(app.gallery.order[0]);
    }
  } catch (error) {
    byId('note').hidden = false;
    byId('note').textContent = error.message;
  }
}

start();
