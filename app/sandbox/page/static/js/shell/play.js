// Playing a scenario: scripted people act, at a chosen speed.
import { html, useEffect, useRef, useState } from '../core/dom.js';
import { call } from '../core/api.js';
import { state, update, useStore } from '../core/store.js';
import { orTell } from '../state/notice.js';
import { closePane } from '../state/route.js';
import { Icon } from '../ui/icon.js';
import { Pane } from '../ui/pane.js';

const SPEEDS = [['', 'By the clock'], ['1', 'Real time'], ['10', '10 ×'], ['60', '60 ×'], ['300', '300 ×'], ['600', '600 ×'], ['3600', '3600 ×'], ['max', 'As fast as it goes']];

async function act(what, body = {}) {
  const answer = await call('POST', `scenario/${what}`, body);
  if (orTell(answer)) update({ scenario: { ...state.scenario, play: answer.play } });
}

function when(seconds) {
  return seconds ? new Date(seconds * 1000).toLocaleString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }) : '';
}

function Progress({ play }) {
  const share = play.total ? play.over / play.total : 0;
  return html`<div class="play-progress"><progress max=${play.total} value=${play.over} aria-label="Progress"></progress><span>${play.over} of ${play.total} steps${play.failed ? html`, <strong class="play-failed">${play.failed} failed</strong>` : ''}</span><span class="muted">${Math.round(share * 100)} %</span></div>`;
}

function Steps({ steps }) {
  const list = useRef();
  useEffect(() => {
    list.current.scrollTop = list.current.scrollHeight;
  }, [steps]);
  return html`<ol ref=${list} class="play-steps" aria-label="What happened">${steps.map((step) => html`<li key=${step.number} class=${step.state === 'failed' ? 'play-failed' : ''}><span class="play-at">${step.at ? when(step.at).split(', ')[1] : ''}</span>${step.what}${step.why && html`<div>${step.why}</div>`}</li>`)}</ol>`;
}

function Running({ play, steps }) {
  const on = play.state === 'playing';
  const over = play.state === 'finished' || play.state === 'stopped';
  return html`<h3>${play.title || 'Scenario'}</h3><p class="muted">${{ playing: 'Playing', paused: 'Paused', finished: 'Finished', stopped: 'Stopped', waiting: 'Waiting' }[play.state]}${play.speed ? ` at ${play.speed} ×` : ''}</p>
    <${Progress} play=${play} />
    ${!over && html`<div class="play-acts"><button type="button" class="button" onClick=${() => act(on ? 'pause' : 'resume')}><${Icon} name=${on ? 'pause' : 'play'} size=${16} />${on ? 'Pause' : 'Go on'}</button><button type="button" class="button" onClick=${() => act('stop')}><${Icon} name="stop" size=${16} />Stop</button></div>`}
    ${steps.length > 0 && html`<${Steps} steps=${steps} />`}`;
}

function Choose({ scenarios }) {
  const [title, setTitle] = useState(scenarios[0].title);
  const [speed, setSpeed] = useState('600');
  const chosen = scenarios.find((each) => each.title === title) || scenarios[0];
  const start = () => act('play', { title, speed: speed === '' ? null : speed === 'max' ? 'max' : Number(speed) });
  return html`<div class="facts play-choose">
    <label class="input-label" for="play-title">Scenario</label><select id="play-title" class="field" value=${title} onChange=${(event) => setTitle(event.target.value)}>${scenarios.map((each) => html`<option key=${each.title} value=${each.title}>${each.title || 'Untitled'}</option>`)}</select>
    <p class="muted">${chosen.steps} steps${chosen.start ? `, ${when(chosen.start)} to ${when(chosen.end)}` : ''}</p>
    <label class="input-label" for="play-speed">Speed</label><select id="play-speed" class="field" value=${speed} onChange=${(event) => setSpeed(event.target.value)}>${SPEEDS.map(([value, label]) => html`<option key=${value} value=${value}>${label}</option>`)}</select>
    <button type="button" class="button button-primary" onClick=${start}><${Icon} name="play" size=${16} />Play</button></div>`;
}

export function PlayPane() {
  const { scenarios, play, steps } = useStore((now) => now.scenario);
  const busy = play && (play.state === 'playing' || play.state === 'paused');
  return html`<${Pane} title="Play" sub=${html`<span class="pane-sub">Scripted people act; you can join in</span>`} onClose=${closePane}><div class="pane-scroll play">
    ${play && html`<${Running} play=${play} steps=${steps} />`}
    ${!busy && scenarios.length > 0 && html`<${Choose} scenarios=${scenarios} />`}
    ${!play && !scenarios.length && html`<div class="pane-empty"><${Icon} name="play" size=${28} /><p>Nothing was handed in to be played.</p></div>`}
  </div><//>`;
}
