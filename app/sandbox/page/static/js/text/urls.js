// Which addresses may become links and pictures: those that cannot run anything here.

const LINKS = new Set(['http:', 'https:', 'mailto:', 'tel:', 'slack:', 'ftp:', 'sftp:']);
const PICTURES = new Set(['http:', 'https:', 'blob:']);

function checked(url, allowed) {
  if (!url || typeof url !== 'string') return '';
  try {
    const parsed = new URL(url);
    return allowed.has(parsed.protocol) ? parsed.href : '';
  } catch {
    return '';
  }
}

/** The address if it may be followed, else an empty text. */
export function safeUrl(url) {
  return checked(url, LINKS);
}

/** The address if it may be shown as a picture, else an empty text. */
export function safeImage(url) {
  if (typeof url === 'string' && /^data:image\/(png|jpe?g|gif|webp);/.test(url)) return url;
  return checked(url, PICTURES);
}
