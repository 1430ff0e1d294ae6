// Slack's mrkdwn as a tree; docs.slack.dev, "Formatting message text". Drawing is elsewhere:
// the same tree becomes elements on the page, and rich text where a person types it.

const FENCE = /```\n?([\s\S]*?)\n?```/g;
const QUOTED = /^(?:&gt;|>) ?/;
const REST_QUOTED = /^(?:&gt;|>){3} ?/;
const LIST_ITEM = /^([ \t]*)([•\-*]|\d+\.) (.*)$/;

const INLINE = new RegExp([
  '`(?<code>[^`\\n]+)`',
  '<(?<angle>[^<>\\n]+)>',
  "(?<![\\w:]):(?<emoji>[a-z0-9_+'\\-]+(?:::skin-tone-[2-6])?):(?!\\w)",
  '(?<![\\p{L}\\p{N}*])\\*(?!\\s)(?<bold>[^*\\n]*[^\\s*])\\*(?![\\p{L}\\p{N}*])',
  '(?<![\\p{L}\\p{N}_])_(?!\\s)(?<italic>[^_\\n]*[^\\s_])_(?![\\p{L}\\p{N}_])',
  '(?<![\\p{L}\\p{N}~])~(?!\\s)(?<strike>[^~\\n]*[^\\s~])~(?![\\p{L}\\p{N}~])',
  "(?<url>https?://[^\\s<>|`]*[^\\s<>|`.,;:!?)\\]'\"*_~])",
].join('|'), 'giu');
const STYLES = ['bold', 'italic', 'strike'];

/** The characters behind `&lt;`, `&gt;` and `&amp;`. */
export function unescaped(text) {
  return text.replace(/&(lt|gt|amp);/g, (_, name) => ({ lt: '<', gt: '>', amp: '&' })[name]);
}

/**
 * The tree of stored text: `section`, `quote`, `pre` and, with `lists`, `list` nodes, with
 * `text`, `bold`, `italic`, `strike`, `code`, `link`, `user`, `channel`, `group`, `broadcast`,
 * `date` and `emoji` nodes in them.
 */
export function parse(text, { lists = false } = {}) {
  const made = [];
  let position = 0;
  for (const fence of text.matchAll(FENCE)) {
    made.push(...paragraphs(between(text, position, fence.index), lists));
    made.push({ type: 'pre', children: verbatim(fence[1]) });
    position = fence.index + fence[0].length;
  }
  made.push(...paragraphs(between(text, position, text.length), lists));
  return made;
}

/** A stretch without the line ends that touch a code block. */
function between(text, start, end) {
  let stretch = text.slice(start, end);
  if (start && stretch.startsWith('\n')) stretch = stretch.slice(1);
  return end < text.length && stretch.endsWith('\n') ? stretch.slice(0, -1) : stretch;
}

function paragraphs(text, lists) {
  if (!text) return [];
  const made = [];
  const lines = text.split('\n');
  let plain = [];
  const flush = () => {
    if (plain.length) made.push({ type: 'section', children: inline(plain.join('\n')) });
    plain = [];
  };
  for (let index = 0; index < lines.length; index += 1) {
    const taken = quoteAt(lines, index) || (lists && listAt(lines, index));
    if (taken) {
      flush();
      made.push(...taken.nodes);
      index = taken.last;
    } else {
      plain.push(lines[index]);
    }
  }
  flush();
  return made;
}

function quoteAt(lines, start) {
  if (REST_QUOTED.test(lines[start])) {
    const rest = [lines[start].replace(REST_QUOTED, ''), ...lines.slice(start + 1)];
    return { nodes: [{ type: 'quote', children: inline(rest.join('\n')) }], last: lines.length - 1 };
  }
  let end = start;
  while (end < lines.length && QUOTED.test(lines[end])) end += 1;
  if (end === start) return null;
  const quoted = lines.slice(start, end).map((line) => line.replace(QUOTED, ''));
  return { nodes: [{ type: 'quote', children: inline(quoted.join('\n')) }], last: end - 1 };
}

function listAt(lines, start) {
  const nodes = [];
  let index = start;
  for (let item; index < lines.length && (item = LIST_ITEM.exec(lines[index])); index += 1) {
    const ordered = /\d/.test(item[2]);
    const indent = Math.floor(item[1].replaceAll('\t', '    ').length / 4);
    const last = nodes.at(-1);
    if (last?.ordered === ordered && last.indent === indent) last.items.push(inline(item[3]));
    else nodes.push({ type: 'list', ordered, indent, items: [inline(item[3])] });
  }
  return nodes.length ? { nodes, last: index - 1 } : null;
}

/** The inside of a code block: references stay references, everything else is text. */
function verbatim(text) {
  const nodes = [];
  let position = 0;
  for (const match of text.matchAll(/<([^<>\n]+)>/g)) {
    nodes.push(...plainText(text.slice(position, match.index)), reference(match[1]));
    position = match.index + match[0].length;
  }
  return [...nodes, ...plainText(text.slice(position))];
}

function plainText(text) {
  return text ? [{ type: 'text', text: unescaped(text) }] : [];
}

/** The nodes of a stretch of text without paragraphs. */
export function inline(text) {
  const nodes = [];
  let position = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(...plainText(text.slice(position, match.index)), marked(match.groups));
    position = match.index + match[0].length;
  }
  return [...nodes, ...plainText(text.slice(position))];
}

function marked(groups) {
  const style = STYLES.find((each) => groups[each] !== undefined);
  if (style) return { type: style, children: inline(groups[style]) };
  if (groups.code !== undefined) return { type: 'code', children: verbatim(groups.code) };
  if (groups.angle !== undefined) return reference(groups.angle);
  if (groups.emoji !== undefined) return { type: 'emoji', name: groups.emoji };
  return { type: 'link', url: unescaped(groups.url), label: '' };
}

function reference(token) {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? '' : unescaped(token.slice(bar + 1));
  if (target[0] === '@') return { type: 'user', id: target.slice(1), label };
  if (target[0] === '#') return { type: 'channel', id: target.slice(1), label };
  if (target[0] === '!') return special(target.slice(1), label);
  return { type: 'link', url: unescaped(target), label };
}

function special(target, label) {
  const [name, ...details] = target.split('^');
  if (['here', 'channel', 'everyone'].includes(name)) return { type: 'broadcast', range: name };
  if (name === 'subteam') return { type: 'group', id: details[0] || '', label };
  if (name === 'date' && /^\d+$/.test(details[0] || '') && details[1]) {
    return { type: 'date', timestamp: Number(details[0]), pattern: details[1], url: details[2] || '', fallback: label };
  }
  return { type: 'text', text: label || `<!${target}>` };
}
