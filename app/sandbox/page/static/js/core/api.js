// Calls of the client API. Refusals come back as `{ok: false, error, message}` like any answer.
import { state } from './store.js';

const OFFLINE = {
  ok: false,
  error: 'offline',
  message: 'The sandbox does not answer. What you typed is kept; try again when it is back.',
};

async function send(path, options) {
  try {
    const response = await fetch(`/page/client/${path}`, options);
    return await response.json();
  } catch {
    return OFFLINE;
  }
}

/** Calls a path under /client: `call('GET', 'people')`. */
export function call(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { 'content-type': 'application/json' };
  }
  return send(path, options);
}

/** The same under /client/{me}: `mine('POST', ['channels', id, 'join'])`. */
export function mine(method, parts, body, query) {
  const path = [state.me, ...parts].map(encodeURIComponent).join('/');
  return call(method, query ? `${path}?${new URLSearchParams(query)}` : path, body);
}

/** Uploads files; answers `{ok, files}`. */
export function upload(files) {
  const form = new FormData();
  for (const file of files) form.append('file', file, file.name || 'pasted.png');
  return send(`${state.me}/files`, { method: 'POST', body: form });
}

/** Where a file's content is. */
export function contentUrl(file) {
  return `/client/${state.me}/files/${file}/content`;
}
