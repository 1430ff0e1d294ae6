// Icons, drawn in lines of the text's colour on a field of 20 by 20.
import { html, steady } from '../core/dom.js';

const PATHS = {
  archive: 'M3 4h14v3.5H3zM4.5 7.5V16h11V7.5M8 11h4',
  at: 'M13 10a3 3 0 1 1-6 0 3 3 0 0 1 6 0zm0-3v4a2 2 0 0 0 4 0v-1a7 7 0 1 0-3 5.7',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  bold: 'M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z',
  bookmark: 'M5.5 3.5h9v13L10 13l-4.5 3.5z',
  bullets: 'M8 5h9M8 10h9M8 15h9M3.6 5h.8M3.6 10h.8M3.6 15h.8',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  canvas: 'M4.5 3h7.5l3.5 3.5V17h-11zM12 3v3.5h3.5M7 10.5h6M7 13.5h4',
  chat: 'M3.5 4.5h13v9H10l-3.5 3v-3h-3z',
  check: 'M4.5 10.5 8.5 14.5 16 6',
  clock: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.2V10l2.6 2',
  close: 'M5 5l10 10M15 5 5 15',
  code: 'M7 6l-4 4 4 4M13 6l4 4-4 4',
  codeblock: 'M3 4h14v12H3zM8 8l-2 2 2 2M12 8l2 2-2 2',
  copy: 'M7 7h9v9.5H7zM4 13V3.5h9',
  down: 'M5 7.5l5 5 5-5',
  download: 'M10 3.5v9M6 9l4 4 4-4M4 16.5h12',
  edit: 'M4 16l.8-3.4L13.2 4.200a1.400 1.400 0 0 1 2 0l.6.6a1.400 1.400 0 0 1 0 2L7.400 15.200z',
  external: 'M8 5H4.500v10.500H15V12M11 4h5v5M16 4l-7 7',
  file: 'M5 3h6.500L15 6.500V17H5zM11.500 3v3.500H15',
  flag: 'M5 17V3.500h9.500l-2 3.500 2 3.500H5',
  hash: 'M7.500 3.500 6 16.500M14 3.500l-1.500 13M3.500 7.500h13.500M3 12.500h13.500',
  home: 'M3.500 9.500 10 4l6.500 5.500V16.500h-4.500V12H8v4.500H3.500z',
  info: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 9v4.500M10 6.400v.2',
  italic: 'M8 4h6M6 16h6M11.500 4l-3 12',
  link: 'M8.500 11.500a3 3 0 0 0 4.300 0l2.400-2.400a3 3 0 0 0-4.300-4.300l-.9.9M11.500 8.500a3 3 0 0 0-4.300 0l-2.400 2.400a3 3 0 0 0 4.300 4.300l.9-.9',
  lock: 'M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9',
  mail: 'M3.500 5h13v10h-13zM3.500 5.500 10 11l6.500-5.500',
  menu: 'M3.500 5.500h13M3.500 10h13M3.500 14.500h13',
  moon: 'M16 11.700A6.500 6.500 0 1 1 8.300 4a5.200 5.200 0 0 0 7.700 7.700z',
  more: 'M10 4.700v.1M10 10v.1M10 15.200v.1',
  numbers: 'M8 5h9M8 10h9M8 15h9M3.300 4.300 4.200 4v3M3.200 13h1.600l-1.600 2.400h1.700',
  pause: 'M7 4.500v11M13 4.500v11',
  people: 'M7.500 9.500a2.700 2.700 0 1 0 0-5.400 2.700 2.700 0 0 0 0 5.400zM2.800 16c0-2.600 2-4.300 4.700-4.300s4.700 1.700 4.700 4.300M12.500 4.500a2.500 2.500 0 0 1 .3 4.900M14 12c2 .4 3.300 1.900 3.300 4',
  pin: 'M12 3.500 16.500 8l-2 .5-3 3 .2 3L10 16l-2.800-2.800L3.800 16.500l3.200-3.500L4 10l1.500-1.600 3 .1 3-3z',
  play: 'M6.500 4.200v11.600L15.500 10z',
  plus: 'M10 4v12M4 10h12',
  quote: 'M4 4v12M8 6h8M8 10h8M8 14h5',
  reply: 'M4 4.500h12v8.500h-5.500L7 16v-3H4zM7 7.800h6M7 10.200h4',
  search: 'M9 4a5 5 0 1 0 0 10A5 5 0 0 0 9 4zM12.800 12.800 16.500 16.500',
  send: 'M3.500 4 17 10 3.500 16l1.800-6zM5.300 10H11',
  settings: 'M4 6h7M15 6h1M4 14h1M9 14h7M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  slash: 'M3.500 4h13v12h-13zM11.500 7l-3 6',
  smile: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM7 11.500a3.300 3.300 0 0 0 6 0M7.600 7.800v.2M12.400 7.800v.2',
  smileplus: 'M15 8.500A6.200 6.200 0 1 1 10 4.300M6.500 12a3 3 0 0 0 5.200 0M7 9v.2M11.200 9v.2M15.200 2.500v4.600M12.900 4.800h4.600',
  speed: 'M4 15a7 7 0 1 1 12 0M10 12l3-4',
  stop: 'M5.500 5.500h9v9h-9z',
  strike: 'M4 10h12M13.500 6.500C13 5 11.700 4 10 4 8 4 6.500 5 6.500 7c0 1 .5 2 1.500 3M6.500 13.500C7 15 8.300 16 10 16c2 0 3.500-1 3.500-3 0-.5-.1-1-.4-1.400',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM10 2.500v1.500M10 16v1.500M2.500 10H4M16 10h1.500M4.700 4.700l1 1M14.300 14.300l1 1M15.300 4.700l-1 1M5.700 14.300l-1 1',
  swap: 'M4 7.500h11.500M12.500 4.500l3 3-3 3M16 12.500H4.500M7.500 9.500l-3 3 3 3',
  system: 'M3 4h14v9H3zM7 16.500h6M10 13v3.500',
  tasks: 'M3.500 5.500l1.300 1.300L7 4.500M3.500 12.500l1.300 1.300L7 11.500M10 6h7M10 13h7',
  thumbdown: 'M12.500 11V4H6.200L4 10.500V12h4.500l-.7 3.500c.5 1 1.800.8 2.200-.2zM12.500 4H16v7h-3.500',
  thumbup: 'M7.500 9v7h6.300L16 9.500V8h-4.500l.7-3.500c-.5-1-1.800-.8-2.200.2zM7.500 16H4V9h3.500',
  trash: 'M4 5.500h12M8 5.500V3.500h4v2M5.500 5.500l.7 11h7.600l.7-11M8.500 8.500v5M11.500 8.500v5',
  unread: 'M3.500 5h13v10h-13zM3.500 5.500 10 11l6.500-5.500M16 4h.1',
  up: 'M5 12.500l5-5 5 5',
  upload: 'M10 13V4M6 7.500l4-4 4 4M4 16.500h12',
  bolt: 'M11 2.500 4.500 11.500H9.500L8.500 17.500 15.500 8.200H10.500z',
  warning: 'M10 3.500 17.500 16.500h-15zM10 8.500v4M10 14.500v.1',
};

export const Icon = steady(({ name, size = 18 }) => html`
  <svg class="icon" width=${size} height=${size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d=${PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" />
  </svg>`);

/** A button that is an icon; its label is read aloud and shown beside it. */
export function IconButton({ icon, label, size, kind = '', tip = label, ...rest }) {
  return html`<button type="button" class=${`icon-button ${kind}`} aria-label=${label} data-tip=${tip} ...${rest}><${Icon} name=${icon} size=${size || 18} /></button>`;
}
