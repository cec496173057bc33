// From raw values to pixels.

/** The values of a map as the engine computed them: float32, row by row. */
function decodedMap(message) {
  if (message.error) return {error: message.error};
  const bytes = decodedBytes(message.data);
  const values = new Float32Array(bytes.length / 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(4 * i, true);
  return {height: message.h, width: message.w, values};
}

function decodedBytes(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

async function decodedPicture(message) {
  if (message.error) return {error: message.error};
  const image = new Image();
  image.src = message.src;
  await image.decode();
  return {image, width: message.w, height: message.h};
}

/** For each target pixel the two source cells around it and the share of the second. */
function between(size, cells, smooth) {
  const first = new Int32Array(size);
  const second = new Int32Array(size);
  const share = new Float32Array(size);
  for (let i = 0; i < size; i++) {
    if (smooth) {
      const at = Math.min(Math.max(((i + 0.5) * cells) / size - 0.5, 0), cells - 1);
      first[i] = Math.floor(at);
      second[i] = Math.min(first[i] + 1, cells - 1);
      share[i] = at - first[i];
    } else {
      first[i] = second[i] = Math.min(Math.floor(((i + 0.5) * cells) / size), cells - 1);
    }
  }
  return {first, second, share};
}

/**
 * Lays a map over the pixels of a picture.
 *
 * pixels: ImageData, changed; look: {view, opacity, threshold, table, signed, smooth, low, high};
 * ground: grey of what the threshold hides where there is no picture.
 */
function layOver(pixels, map, look, hasPicture) {
  const {width, height, data} = pixels;
  if (look.view === 'picture' && hasPicture) return;
  const opacity = look.view === 'overlay' && hasPicture ? look.opacity : 1;
  const columns = between(width, map.width, look.smooth);
  const rows = between(height, map.height, look.smooth);
  const range = look.high - look.low || 1;
  const {values} = map;
  const {table, threshold, signed} = look;
  const bare = look.view === 'map' || !hasPicture;
  let at = 0;
  for (let y = 0; y < height; y++) {
    const upper = rows.first[y] * map.width;
    const lower = rows.second[y] * map.width;
    const down = rows.share[y];
    for (let x = 0; x < width; x++, at += 4) {
      const left = columns.first[x];
      const right = columns.second[x];
      const along = columns.share[x];
      const above = values[upper + left] + along * (values[upper + right] - values[upper + left]);
      const below = values[lower + left] + along * (values[lower + right] - values[lower + left]);
      const part = Math.min(Math.max((above + down * (below - above) - look.low) / range, 0), 1);
      const strength = signed ? Math.abs(2 * part - 1) : part;
      if (strength < threshold) {
        if (bare) data[at + 3] = 0;
        continue;
      }
      const color = 3 * Math.floor(255 * part + (signed ? 0.5 : 0));
      data[at] = data[at] * (1 - opacity) + table[color] * opacity;
      data[at + 1] = data[at + 1] * (1 - opacity) + table[color + 1] * opacity;
      data[at + 2] = data[at + 2] * (1 - opacity) + table[color + 2] * opacity;
      data[at + 3] = 255;
    }
  }
}

/** Draws picture and map on a canvas of the given size. */
function paint(canvas, width, height, picture, map, look) {
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', {willReadFrequently: true});
  const hasPicture = Boolean(picture.image);
  if (hasPicture) {
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture.image, 0, 0, width, height);
  }
  if (map.error || (look.view === 'picture' && hasPicture)) return context;
  const pixels = context.getImageData(0, 0, width, height);
  layOver(pixels, map, look, hasPicture);
  context.putImageData(pixels, 0, 0);
  return context;
}

/** Boxes of a row that are to be seen: {kind, label, edges}, edges in pixels of the picture. */
function boxesOf(row, look) {
  const boxes = [];
  if (look.truth) {
    for (const {label, box} of row.truth) boxes.push({kind: 'truth', label, edges: box});
  }
  if (look.boxes && row.box) boxes.push({kind: 'box', label: row.label, edges: row.box});
  return boxes;
}

const BOX_COLORS = {box: '#e60000', truth: '#3dff8b'};
const RIM_COLORS = {box: '#ffffff', truth: 'rgba(0, 0, 0, 0.75)'};

/** Draws outlines: detections as lines with a light rim, ground truth dashed with a dark one. */
function outline(context, boxes, scaleX, scaleY, line) {
  for (const {kind, edges} of boxes) {
    const [x1, y1, x2, y2] = edges;
    const place = [x1 * scaleX, y1 * scaleY, (x2 - x1) * scaleX, (y2 - y1) * scaleY];
    context.setLineDash([]);
    context.lineWidth = 1.8 * line;
    context.strokeStyle = RIM_COLORS[kind];
    context.strokeRect(...place);
    context.setLineDash(kind === 'truth' ? [4 * line, 3 * line] : []);
    context.lineWidth = line;
    context.strokeStyle = BOX_COLORS[kind];
    context.strokeRect(...place);
  }
  context.setLineDash([]);
}

/** The shortest text that stands for this float32 value. */
function float32Text(value) {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

function shortText(value, digits = 3) {
  return String(Number(value.toPrecision(digits)));
}
