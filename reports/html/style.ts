/** Colours by purpose. Every text has a contrast of at least 4.5:1 on its background (WCAG 2.2 §1.4.3), in both schemes. */
const LIGHT = `
--ground:#fcfcfa;--card:#fff;--sunk:#f4f4f0;--line:#e2e2dc;--strong:#b9b9b0;--text:#20211f;--soft:#5b5d58;--link:#1d5c9c;
--pass:#23713f;--pass-ground:#e8f3ea;--fail:#b3261e;--fail-ground:#fbe9e7;--warn:#845700;--warn-ground:#fbf0d6;
--open:#12648a;--open-ground:#e3f0f6;--error:#7b3fb5;--error-ground:#f3eafb;--idle:#5b5d58;--idle-ground:#efefea;
--mark:#ffe08a;--mark-text:#20211f;--on-solid:#fff`

const DARK = `
--ground:#16181a;--card:#1c1f21;--sunk:#121415;--line:#2f3336;--strong:#565c60;--text:#e7e6e2;--soft:#a6aaa8;--link:#86bdf5;
--pass:#76c893;--pass-ground:#1a2d21;--fail:#ff9d92;--fail-ground:#3a1f1d;--warn:#e8bb5c;--warn-ground:#33290f;
--open:#7cc4e8;--open-ground:#152a35;--error:#cfa8f5;--error-ground:#2b2036;--idle:#a6aaa8;--idle-ground:#25292b;
--mark:#ffd54d;--mark-text:#16181a;--on-solid:#16181a`

const KINDS = [
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['warn', 'warn'],
  ['error', 'error'],
  ['inconclusive', 'open'],
  ['skip', 'idle'],
  ['not-applicable', 'idle'],
] as const

const kindRules = KINDS.map(
  ([kind, colour]) => `.${kind}{--own:var(--${colour});--own-ground:var(--${colour}-ground)}.bar .${kind}{fill:var(--${colour})}`,
).join('\n')

/** All styles of a page, in one element. */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
${kindRules}
*{box-sizing:border-box}
html{scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;padding:0 1.5rem;max-width:58rem;background:var(--ground);color:var(--text);
font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,p,dl,dd,ul,ol,figure,blockquote,pre{margin:0;padding:0}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
main:focus{outline:none}
code,pre,.target,.place,.outcome dd,.name,.cell{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,"Cascadia Mono",Consolas,"Liberation Mono",monospace}
code{font-size:.9em}
.vh{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.shapes{position:absolute}
.skip-link{position:absolute;left:1rem;top:-4rem;padding:.5rem 1rem;background:var(--card);border:1px solid var(--strong);border-radius:4px;z-index:1}
.skip-link:focus{top:1rem}
.icon{flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;vertical-align:-.15em}
.aside{color:var(--soft);font-size:.875rem}
.note{color:var(--soft);margin:.25rem 0 0}

.top{padding:3.5rem 0 .25rem}
.brand{font-weight:600;letter-spacing:.01em}
.brand span{font-weight:400;color:var(--soft);margin-left:.35em}
h1{display:flex;gap:.6rem;align-items:baseline;margin-top:2rem;font-size:clamp(1.7rem,5vw,2.5rem);line-height:1.15;font-weight:650;letter-spacing:-.02em;text-wrap:balance}
h1 .icon{align-self:flex-start;width:1em;height:1em;margin-top:.09em;padding:.2em;border-radius:50%;background:var(--own);color:var(--on-solid);stroke-width:2.6}
.target{margin-top:.75rem;font-size:1.0625rem;color:var(--soft);unicode-bidi:isolate}
.id{white-space:nowrap}
.lead{margin-top:1.25rem;max-width:46rem}
.likely{margin-top:.5rem;font-weight:600}
.bar{display:block;width:100%;height:10px;margin-top:1.75rem;border-radius:5px;overflow:hidden}
.tally{display:flex;flex-wrap:wrap;gap:.35rem 1.6rem;list-style:none;margin-top:.9rem}
.tally li,.tally a{display:inline-flex;align-items:center;gap:.4rem;color:var(--text)}
.tally a{text-decoration-color:var(--strong)}
.tally .icon{color:var(--own)}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:1rem 2rem;margin-top:2rem;padding-top:1.25rem;border-top:1px solid var(--line)}
.facts dt{color:var(--soft);font-size:.8125rem}
.facts dd{unicode-bidi:isolate}

section{padding:2.5rem 0 0}
h2{font-size:1.4rem;line-height:1.25;font-weight:650;letter-spacing:-.01em}
h2 .icon{color:var(--own);width:.85em;height:.85em;margin-right:.45em;vertical-align:-.06em}
h2 .of{color:var(--soft);font-weight:400}

.grid{margin-top:1rem;border-top:1px solid var(--line)}
.family{display:grid;grid-template-columns:11rem 1fr;gap:.25rem 1.5rem;padding:.85rem 0;border-bottom:1px solid var(--line)}
.family h3{font-size:1rem;font-weight:600;line-height:1.5}
.family .of p{color:var(--soft);font-size:.8125rem;line-height:1.4}
.cells{display:flex;flex-wrap:wrap;gap:.3rem;list-style:none;align-content:flex-start}
.cell{display:inline-flex;align-items:center;justify-content:center;gap:.3rem;min-width:3.7rem;height:1.9rem;padding:0 .45rem;border-radius:4px;border:1px solid transparent;
background:var(--own-ground);color:var(--own);font-size:.8125rem;text-decoration:none}
.cell .icon{width:.75rem;height:.75rem}
.cell.fail,.cell.error{background:var(--own);color:var(--on-solid);font-weight:600}
.cell.warn{border-color:var(--own)}
.cell.inconclusive{border:1px dashed var(--own)}
.cell.skip{border:1px dashed var(--strong);background:none}
.cell.not-applicable{background:none;border-color:var(--line)}
a.cell:hover{text-decoration:underline;border-color:currentColor}

.finding{margin-top:1.5rem;padding:1.5rem 1.75rem 1.35rem;background:var(--card);border:1px solid var(--line);border-top:3px solid var(--own);border-radius:6px}
.finding:target,.row:target{box-shadow:0 0 0 3px var(--own)}
.finding h3{font-size:1.125rem;line-height:1.45;font-weight:600}
.sentence{display:block;margin-top:.35rem;text-wrap:pretty}
.name{display:inline-flex;align-items:baseline;gap:.45rem;font-weight:600;color:var(--own);text-decoration:none}
.name .icon{align-self:center}
a.name:hover{text-decoration:underline}
.level{margin-left:.4rem;color:var(--soft);font-size:.8125rem;font-weight:400;letter-spacing:.02em}
h4{margin:1.35rem 0 .4rem;font-size:.8125rem;font-weight:600;color:var(--soft)}
.sources{display:grid;gap:.6rem;margin-top:.9rem}
blockquote{padding-left:1rem;border-left:2px solid var(--line);color:var(--soft);font-size:.9375rem}
blockquote p{font-style:italic;unicode-bidi:isolate}
cite{font-style:normal;font-size:.8125rem}
.outcome{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.75rem;margin-top:1.25rem}
.outcome div{padding:.7rem .9rem;background:var(--sunk);border-radius:4px}
.outcome .reason{grid-column:1/-1}
.outcome dt{color:var(--soft);font-size:.8125rem;font-weight:600}
.outcome dd{margin-top:.15rem;font-size:.875rem;line-height:1.5;white-space:pre-wrap;unicode-bidi:isolate}
.outcome .reason dd{font-family:inherit;font-size:.9375rem}
.finding .actual{background:var(--own-ground)}
.places{display:grid;gap:.7rem;padding-left:1.6rem}
.places>li::marker,.more li::marker{color:var(--soft);font-size:.8125rem;font-weight:600}
.place{font-size:.8125rem;color:var(--soft);line-height:1.5;padding-top:.12rem}
.bytes{margin-top:.35rem;padding:.6rem .8rem;background:var(--sunk);border-radius:4px;font-size:.8125rem;line-height:1.75;white-space:pre-wrap;direction:ltr;unicode-bidi:isolate-override}
.bytes code{font-size:inherit}
.bytes i{font-style:normal;color:var(--soft)}
/* The symbol is what is copied; its name is what is seen, for few fonts have a legible picture of it. */
.bytes i[data-name]{font-size:0}
.bytes i[data-name]::before{content:attr(data-name);display:inline-block;margin:0 .1rem;padding:.15rem .18rem;border:1px solid;border-radius:3px;font-size:.5625rem;line-height:1;letter-spacing:.02em;vertical-align:.1rem}
.bytes mark{background:var(--mark);color:var(--mark-text);padding:.12em 0;box-shadow:0 2px 0 var(--fail)}
.bytes mark i{color:inherit}
.bytes .left-out{color:var(--soft)}
.more{margin-top:.6rem;font-size:.875rem}
.more ol{padding-left:2.2rem;margin-top:.3rem}
summary{cursor:pointer}
.remedy{margin-top:1.35rem;padding:.85rem 1.1rem 1rem;background:var(--pass-ground);border-radius:4px}
.remedy h4{margin:0 0 .1rem;color:var(--pass)}
.beneath{margin:0 0 0 1.75rem}
.finding>.aside{margin-top:1.1rem}
.trimmed{margin-top:2rem;padding:.8rem 1.1rem;background:var(--open-ground);border-radius:4px}

.stream .scroll{overflow-x:auto;padding:.5rem 0 .25rem;background:var(--sunk);border-radius:4px}
.timeline{display:block;width:100%;height:auto;min-width:40rem;font:12px/1 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
.timeline text{fill:var(--soft)}
.timeline .name{fill:var(--text);font-weight:600;font-size:12px;font-family:inherit}
.timeline .time{font-size:11px}
.timeline .count{font-size:10.5px;fill:var(--text)}
.timeline path{fill:none;stroke:var(--text);stroke-width:1.5}
.timeline .tick{stroke:var(--line);stroke-width:1}
.timeline .line,.timeline .beyond{stroke:var(--soft);stroke-width:2}
.timeline .waiting{stroke:var(--soft);stroke-width:2;stroke-dasharray:2 4}
.timeline .ground{stroke:var(--line)}
.mark{fill:none;stroke:var(--text);stroke-width:1.8;stroke-linejoin:round}
.mark.event{fill:var(--text);stroke:var(--sunk);stroke-width:1}
.mark.heartbeat{fill:var(--pass);stroke:var(--sunk);stroke-width:1}
.mark.publish,.mark.hook{fill:var(--open);stroke:var(--open);stroke-width:1}
.mark.call{fill:var(--sunk);stroke:var(--open)}
.mark.head{stroke:var(--link)}
.mark.closed{fill:var(--sunk)}
.mark.reset{stroke:var(--fail)}
.mark.cut{stroke-width:2.2}
.timeline .reach{stroke-width:4;opacity:.35}
.timeline .reach.heartbeat{stroke:var(--pass)}
.timeline .reach.publish,.timeline .reach.call{stroke:var(--open)}
.timeline .resume{stroke:var(--link);stroke-dasharray:4 3}
.timeline .resume.tip{stroke-dasharray:none}
.tolerance{fill:var(--pass);fill-opacity:.2;stroke:none}
.due,.timeline .due{fill:none;stroke:var(--pass);stroke-width:1.5;stroke-dasharray:2 2}
.icon.pin{stroke:none}
.pin rect{fill:var(--fail)}
.timeline .pin path{stroke:var(--fail);stroke-width:1.5}
.pin text,.timeline .pin text{fill:var(--on-solid);font:600 11px/1 system-ui,sans-serif;stroke:none}
figcaption{margin-top:.5rem;font-size:.8125rem;color:var(--soft);line-height:1.5}
figcaption b{font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.15rem 1.2rem;list-style:none;margin-top:.25rem}
.legend li{display:inline-flex;align-items:center;gap:.4rem}

.rest h3{margin:1.5rem 0 .5rem;font-size:1rem;font-weight:600;line-height:1.5;max-width:46rem}
.rest h3::first-letter{text-transform:uppercase}
.row{border-top:1px solid var(--line)}
.row:last-child{border-bottom:1px solid var(--line)}
.row>summary{padding:.55rem .25rem;list-style:none;display:grid;grid-template-columns:7.2rem 5.2rem 1fr;gap:0 .5rem;align-items:baseline;font-size:.9375rem;line-height:1.5}
.row>summary::-webkit-details-marker{display:none}
.row>summary:hover{background:var(--sunk)}
.row .sentence{margin:0}
.row .name{font-size:.875rem}
.row .name .icon{width:.8rem;height:.8rem}
.row .level{margin:0}
.within{padding:.1rem .25rem 1.25rem 7.95rem}
.within>.aside{margin-top:.9rem}
.foot{margin-top:4rem;padding:1.25rem 0 3rem;border-top:1px solid var(--line);color:var(--soft);font-size:.8125rem}

.side-list{display:grid;grid-template-columns:repeat(auto-fit,minmax(17rem,1fr));gap:1rem;list-style:none;margin-top:1.5rem}
.side{padding:1.1rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:6px}
.side h2{font-size:1.0625rem;line-height:1.4}
.side .target{margin:.2rem 0 .6rem;font-size:.875rem}
.side .aside{margin-top:.6rem}
.letter{margin-right:.2em;color:var(--soft)}
section>.scroll{overflow-x:auto;margin-top:1rem}
.sides{width:100%;border-collapse:collapse;font-size:.9375rem;line-height:1.45}
.sides th,.sides td{padding:.5rem .6rem .5rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top;font-weight:400}
.sides thead th{vertical-align:bottom;font-weight:600}
.sides .of{padding-top:1.25rem;font-weight:600}
.sides small{display:block;max-width:15rem;margin-top:.25rem;color:var(--soft);font-weight:400;font-size:.8125rem}
.sides tr:target{box-shadow:0 0 0 3px var(--link)}
.sides tbody th{min-width:14rem}
.sides .sentence{margin-top:.1rem;color:var(--soft)}
.sides .cell{justify-content:flex-start;white-space:nowrap}

.picture{margin-top:1.75rem}
.picture h3{font-size:1rem;font-weight:600}
.picture .scroll{overflow-x:auto;margin-top:.5rem;padding:.75rem;background:var(--card);border:1px solid var(--line);border-radius:4px}
.picture svg{display:block;max-width:100%;height:auto;min-width:34rem}
.numbers td,.numbers thead th+th{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
section>.scroll+.aside{margin-top:.75rem}
.alarm{color:var(--own)}
.doubts{margin-top:2rem;padding:1rem 1.25rem;background:var(--own-ground);border-left:4px solid var(--own);border-radius:4px}
.doubts h2{color:var(--own);font-size:1.125rem}
.plain{margin-top:.75rem;padding-left:1.25rem}

@media (max-width:40rem){
body{padding:0 1rem}
.top{padding:2rem 0 1.5rem}
h1{margin-top:1.25rem}
.family{grid-template-columns:1fr}
.family .of{display:flex;flex-wrap:wrap;align-items:baseline;gap:0 .75rem}
.finding{padding:1.1rem 1rem 1rem;margin-left:-.5rem;margin-right:-.5rem}
.outcome{grid-template-columns:1fr}
.row>summary{grid-template-columns:auto 1fr}
.row .sentence{grid-column:1/-1}
.within{padding-left:.25rem}
.places{padding-left:1.3rem}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{
:root{${LIGHT};--ground:#fff}
body{max-width:none;padding:0;font-size:10pt}
.top{padding-top:0}
.skip-link{display:none}
a{color:inherit}
.top .icon,.cell,.bytes,.outcome div,.remedy,.bar,.bytes mark,.stream .scroll{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.stream .scroll{overflow:visible}
.timeline{min-width:0}
h2,h3,h4,.place{break-after:avoid}
.bytes,.outcome div,.stream,.remedy,.row>summary,.family{break-inside:avoid}
.finding{padding:1rem}
}
@media (forced-colors:active){.cell,.finding,.bytes mark{border:1px solid}}
`
