// Where the page gets its data: from KNIME, which shows the page in a frame, or from the page itself.

const TIMEOUT = 30000;

/** Talks with the host by window messages. */
class Host {
  constructor() {
    this.waiting = new Map();
    this.number = 0;
    this.onSelection = () => {};
    window.addEventListener('message', event => this.receive(event));
  }

  receive(event) {
    if (event.source !== window.parent || !event.data) return;
    const {type, requestId, payload} = event.data;
    if (type === 'UIExtensionResponse' && this.waiting.has(requestId)) {
      this.waiting.get(requestId)(payload);
      this.waiting.delete(requestId);
    } else if (type === 'UIExtensionPushEvent' && payload) {
      if (payload.eventType === 'SelectionEvent') this.selected(payload.payload);
    }
  }

  selected(event) {
    if (event && event.nodeId === this.config.nodeId && Array.isArray(event.selection)) {
      this.onSelection(event.mode, event.selection);
    }
  }

  request(method, ...params) {
    const requestId = `viewer-${++this.number}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(requestId);
        reject(new Error(`KNIME did not answer (${method}).`));
      }, TIMEOUT);
      this.waiting.set(requestId, result => {
        clearTimeout(timer);
        resolve(result);
      });
      window.parent.postMessage({type: 'UIExtensionRequest', requestId, payload: {method, params}}, '*');
    });
  }

  node() {
    const {nodeId, projectId, workflowId} = this.config;
    return {nodeId, projectId, workflowId};
  }

  async service(serviceType, dataServiceRequest) {
    const answer = await this.request('callNodeDataService', {
      ...this.node(),
      extensionType: this.config.extensionType,
      serviceType,
      dataServiceRequest,
    });
    return parsed(answer && 'result' in answer ? answer.result : answer);
  }

  async call(method, ...params) {
    const id = ++this.number;
    const answer = await this.service('data', JSON.stringify({jsonrpc: '2.0', id, method, params}));
    if (answer.error) {
      throw new Error((answer.error.data && answer.error.data.details) || answer.error.message);
    }
    return parsed(answer.result);
  }

  async start() {
    this.config = await this.request('getConfig');
    let initial = parsed(this.config.initialData);
    if (!initial) initial = await this.service('initial_data', '');
    const problem = initial.userError || initial.internalError;
    if (problem) throw new Error(problem.message);
    return parsed('result' in initial ? initial.result : initial);
  }

  ready() {
    window.parent.postMessage({type: 'UIExtensionReady'}, '*');
  }

  initialSelection() {
    return parsed(this.config.initialSelection) || [];
  }

  rendering() {
    return this.config.renderingConfig || {type: 'DEFAULT'};
  }

  rows(from, count) {
    return this.call('rows', from, count);
  }

  map(index) {
    return this.call('map', index);
  }

  picture(index) {
    return this.call('picture', index);
  }

  select(mode, selection) {
    this.request('updateDataPointSelection', {...this.node(), mode, selection}).catch(() => {});
  }

  escape() {
    window.parent.postMessage({type: 'UIExtensionEscapePressed'}, '*');
  }

  reportDone() {
    this.request('setReportingContent', false).catch(() => {});
  }

  imageDone(image) {
    this.request('imageGenerated', image).catch(() => {});
  }
}

/** The data lies in the page. */
class OwnData {
  constructor() {
    this.data = JSON.parse(document.getElementById('data').textContent);
    this.onSelection = () => {};
  }

  async start() {
    return this.data.initial;
  }

  ready() {}

  initialSelection() {
    return [];
  }

  rendering() {
    return {type: 'DEFAULT'};
  }

  async rows(from, count) {
    return this.data.rows.slice(from, from + count);
  }

  async map(index) {
    return JSON.parse(document.getElementById(`map-${index}`).textContent);
  }

  async picture(index) {
    return JSON.parse(document.getElementById(`picture-${index}`).textContent);
  }

  select() {}

  escape() {}
}

function parsed(value) {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (e) {
    return value;
  }
}

/** Keeps the results that were used last, and asks for each only once. */
class Cache {
  constructor(most, load) {
    this.most = most;
    this.load = load;
    this.entries = new Map();
  }

  get(key) {
    let entry = this.entries.get(key);
    if (entry) {
      this.entries.delete(key);
    } else {
      entry = this.load(key);
      entry.catch(() => this.entries.delete(key));
    }
    this.entries.set(key, entry);
    if (this.entries.size > this.most) {
      this.entries.delete(this.entries.keys().next().value);
    }
    return entry;
  }
}
