// One explanation, large: zoom, values, colour bar, export.

const LARGEST_SIDE = 1600;
const LEAST_SIDE = 480;
const ZOOM_STEP = 1.25;
const MOST_ZOOM = 32;

class Inspector {
  constructor(app) {
    this.app = app;
    this.root = byId('inspector');
    this.stage = byId('stage');
    this.frame = byId('frame');
    this.canvas = byId('large');
    this.zoom = 1;
    byId('previous').addEventListener('click', () => app.step(-1));
    byId('next').addEventListener('click', () => app.step(1));
    byId('smaller').addEventListener('click', () => this.zoomBy(1 / ZOOM_STEP));
    byId('larger').addEventListener('click', () => this.zoomBy(ZOOM_STEP));
    byId('fit').addEventListener('click', () => this.setZoom(1));
    byId('png').addEventListener('click', () => this.savePng());
    byId('svg').addEventListener('click', () => this.saveSvg());
    byId('close').addEventListener('click', () => app.close());
    this.stage.addEventListener('pointermove', event => this.point(event));
    this.stage.addEventListener('pointerleave', () => this.probe(null));
    this.stage.addEventListener('pointerdown', event => this.drag(event));
    this.stage.addEventListener('wheel', event => this.wheel(event), {passive: false});
    this.stage.addEventListener('keydown', event => this.key(event));
    new ResizeObserver(() => this.layout()).observe(this.stage);
  }

  async show(row) {
    this.root.hidden = false;
    if (this.row !== row) this.cell = null;
    this.row = row;
    this.head(row);
    const [picture, map] =
      row.reason === null
        ? await Promise.all([this.app.picture(row), this.app.map(row)])
        : [{error: ''}, {error: row.reason}];
    if (this.row !== row) return;
    this.picture = picture;
    this.map = map;
    this.repaint();
  }

  head(row) {
    byId('name').textContent = row.label === String(row.target) ? `Class ${row.target}` : `${row.label} (${row.target})`;
    const facts = byId('facts');
    facts.replaceChildren();
    const add = (term, value) => {
      if (value !== null && value !== '') facts.append(element('dt', '', term), element('dd', '', String(value)));
    };
    add('Image', row.name);
    add('Confidence', row.confidence === null ? null : row.confidence.toFixed(4));
    add('Method', row.method);
    add('Layer', row.layer);
    row.metrics.forEach((value, i) => add(this.app.metrics[i], value === null ? null : shortText(value)));
    if (row.truth.length > 0) add('Ground truth', row.truth.map(t => t.label).join(', '));
    add('RowID', row.key);
    const last = this.app.position(row);
    byId('previous').disabled = last.at <= 0;
    byId('next').disabled = last.at >= last.of - 1;
  }

  /** Size of the canvas in pixels: the picture's own, or a multiple of the map's. */
  size() {
    if (this.picture.image) {
      const {naturalWidth: width, naturalHeight: height} = this.picture.image;
      const factor = Math.min(1, LARGEST_SIDE / Math.max(width, height));
      return [Math.round(width * factor), Math.round(height * factor)];
    }
    const {width, height} = this.map;
    const factor = Math.max(1, Math.ceil(LEAST_SIDE / Math.max(width, height)));
    return [width * factor, height * factor];
  }

  repaint() {
    if (!this.row || !this.map || this.root.hidden) return;
    this.frame.hidden = Boolean(this.map.error && this.picture.error !== undefined);
    const look = this.app.look(this.row);
    this.drawBar(look);
    this.probe(this.cell);
    if (this.frame.hidden) {
      byId('probe').textContent = this.map.error;
      return;
    }
    const [width, height] = this.size();
    paint(this.canvas, width, height, this.picture, this.map, look);
    this.layout();
    this.drawBoxes(look);
    if (this.picture.error) byId('probe').textContent = `No picture: ${this.picture.error}`;
  }

  drawBoxes(look) {
    const svg = byId('outlines');
    svg.replaceChildren();
    if (!this.picture.image) return;
    svg.setAttribute('viewBox', `0 0 ${this.picture.width} ${this.picture.height}`);
    for (const {kind, edges: [x1, y1, x2, y2]} of boxesOf(this.row, look)) {
      for (const name of [`rim of-${kind}`, kind]) {
        const rectangle = document.createElementNS(svg.namespaceURI, 'rect');
        const place = {class: name, x: x1, y: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1)};
        Object.entries(place).forEach(([key, value]) => rectangle.setAttribute(key, value));
        svg.append(rectangle);
      }
    }
  }

  drawBar(look) {
    drawTable(byId('strip'), look.table);
    byId('low').textContent = shortText(look.low);
    byId('middle').textContent = shortText((look.low + look.high) / 2);
    byId('high').textContent = shortText(look.high);
    byId('scale-bar').setAttribute('aria-label', `Colours from ${shortText(look.low)} to ${shortText(look.high)}`);
    const cut = byId('cut');
    cut.hidden = look.threshold === 0 || look.signed;
    cut.style.left = `${100 * look.threshold}%`;
  }

  fitted() {
    const {clientWidth, clientHeight} = this.stage;
    const factor = Math.min(clientWidth / this.canvas.width, clientHeight / this.canvas.height);
    return {width: this.canvas.width * factor, height: this.canvas.height * factor};
  }

  layout() {
    const {width, height} = this.fitted();
    this.canvas.style.width = `${Math.floor(width * this.zoom)}px`;
    this.canvas.style.height = `${Math.floor(height * this.zoom)}px`;
    this.frame.classList.toggle('sharp', width * this.zoom > 2 * this.canvas.width);
    this.showCell();
  }

  setZoom(zoom, at) {
    const {stage} = this;
    const before = this.zoom;
    this.zoom = Math.min(Math.max(zoom, 1), MOST_ZOOM);
    const focus = at || {x: stage.clientWidth / 2, y: stage.clientHeight / 2};
    const left = (stage.scrollLeft + focus.x) * (this.zoom / before) - focus.x;
    const top = (stage.scrollTop + focus.y) * (this.zoom / before) - focus.y;
    this.layout();
    stage.scrollLeft = left;
    stage.scrollTop = top;
  }

  zoomBy(factor, at) {
    this.setZoom(this.zoom * factor, at);
  }

  wheel(event) {
    event.preventDefault();
    const box = this.stage.getBoundingClientRect();
    this.zoomBy(event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, {x: event.clientX - box.left, y: event.clientY - box.top});
  }

  drag(event) {
    const {stage} = this;
    const start = {x: event.clientX + stage.scrollLeft, y: event.clientY + stage.scrollTop};
    const move = e => {
      stage.scrollLeft = start.x - e.clientX;
      stage.scrollTop = start.y - e.clientY;
    };
    const end = () => {
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', end);
    };
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', end);
  }

  point(event) {
    if (!this.map || this.map.error) return;
    const box = this.canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    const inside = x >= 0 && x < 1 && y >= 0 && y < 1;
    this.probe(inside ? {column: Math.floor(x * this.map.width), row: Math.floor(y * this.map.height)} : null);
  }

  /** Tells the raw value of a cell. */
  probe(cell) {
    this.cell = cell;
    const here = byId('here');
    here.hidden = !cell || !this.map || Boolean(this.map.error);
    if (here.hidden) {
      byId('probe').textContent = this.map && !this.map.error ? `${this.map.height} \u00d7 ${this.map.width} cells; point at one for its value` : '';
    } else {
      const value = this.map.values[cell.row * this.map.width + cell.column];
      byId('probe').textContent = `${float32Text(value)}  at row ${cell.row + 1}, column ${cell.column + 1} of ${this.map.height} \u00d7 ${this.map.width}`;
      const {low, high} = this.app.look(this.row);
      here.style.left = `${100 * Math.min(Math.max((value - low) / (high - low || 1), 0), 1)}%`;
    }
    this.showCell();
  }

  showCell() {
    const mark = byId('cell');
    mark.hidden = !this.cell || !this.map || Boolean(this.map.error) || this.map.width > 64;
    if (mark.hidden) return;
    const width = parseFloat(this.canvas.style.width) / this.map.width;
    const height = parseFloat(this.canvas.style.height) / this.map.height;
    mark.style.left = `${this.cell.column * width}px`;
    mark.style.top = `${this.cell.row * height}px`;
    mark.style.width = `${width}px`;
    mark.style.height = `${height}px`;
  }

  key(event) {
    const step = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]}[event.key];
    if (step && this.map && !this.map.error) {
      event.preventDefault();
      const from = this.cell || {row: Math.floor(this.map.height / 2), column: Math.floor(this.map.width / 2)};
      const [down, right] = this.cell ? step : [0, 0];
      this.probe({
        row: Math.min(Math.max(from.row + down, 0), this.map.height - 1),
        column: Math.min(Math.max(from.column + right, 0), this.map.width - 1),
      });
    } else if (event.key === '+' || event.key === '=') this.zoomBy(ZOOM_STEP);
    else if (event.key === '-') this.zoomBy(1 / ZOOM_STEP);
    else if (event.key === '0') this.setZoom(1);
  }

  fileName(ending) {
    const name = `${this.row.name}_${this.row.target}_${this.row.label}`.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_');
    return `${name.slice(0, 120)}.${ending}`;
  }

  /** Picture and map on a canvas of its own, as they are seen. */
  drawn(look) {
    const canvas = document.createElement('canvas');
    const context = paint(canvas, ...this.size(), this.picture, this.map, look);
    const boxes = this.picture.image ? boxesOf(this.row, look) : [];
    const scale = [canvas.width / this.picture.width, canvas.height / this.picture.height];
    return {canvas, context, boxes, scale};
  }

  savePng() {
    if (this.frame.hidden) return;
    const {canvas, context, boxes, scale} = this.drawn(this.app.look(this.row));
    outline(context, boxes, ...scale, Math.max(2, canvas.width / 300));
    canvas.toBlob(blob => download(blob, this.fileName('png')));
  }

  saveSvg() {
    if (this.frame.hidden) return;
    const look = this.app.look(this.row);
    const {canvas, boxes, scale} = this.drawn(look);
    const text = svgOf(canvas, this.row, boxes, scale, look);
    download(new Blob([text], {type: 'image/svg+xml'}), this.fileName('svg'));
  }
}

/** The picture with title, boxes and colour bar as SVG. */
function svgOf(canvas, row, boxes, [scaleX, scaleY], look) {
  const {width, height} = canvas;
  const text = (x, y, size, anchor, content) =>
    `<text x="${x}" y="${y}" font-size="${size}" text-anchor="${anchor}">${escaped(content)}</text>`;
  const rectangles = boxes.map(({kind, edges: [x1, y1, x2, y2]}) => {
    const dash = kind === 'truth' ? ' stroke-dasharray="8 6"' : '';
    return `<rect x="${x1 * scaleX}" y="${40 + y1 * scaleY}" width="${(x2 - x1) * scaleX}" height="${(y2 - y1) * scaleY}" fill="none" stroke="${BOX_COLORS[kind]}" stroke-width="2"${dash}/>`;
  });
  const strip = document.createElement('canvas');
  strip.width = 256;
  strip.height = 1;
  drawTable(strip, look.table);
  const confidence = row.confidence === null ? '' : ` \u2013 ${row.confidence.toFixed(2)}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 90}" viewBox="0 0 ${width} ${height + 90}" font-family="sans-serif">
<rect width="100%" height="100%" fill="#fff"/>
${text(0, 26, 20, 'start', `${row.label} (${row.target})${confidence}`)}
<image x="0" y="40" width="${width}" height="${height}" href="${canvas.toDataURL('image/png')}"/>
${rectangles.join('\n')}
<image x="0" y="${height + 50}" width="${width}" height="14" preserveAspectRatio="none" href="${strip.toDataURL('image/png')}"/>
${text(0, height + 82, 13, 'start', shortText(look.low))}
${text(width, height + 82, 13, 'end', shortText(look.high))}
</svg>
`;
}

function escaped(text) {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '?');
}

function download(blob, name) {
  const link = element('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** Draws the 256 colours of a table side by side. */
function drawTable(canvas, table) {
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(256, 1);
  for (let i = 0; i < 256; i++) {
    pixels.data.set([table[3 * i], table[3 * i + 1], table[3 * i + 2], 255], 4 * i);
  }
  context.putImageData(pixels, 0, 0);
}
