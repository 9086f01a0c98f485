/** The window's colours, so that a page reads as the program does; paper is always light. */
const light = `color-scheme:light;
--surface:oklch(99.4% .001 250);--raised:oklch(100% 0 0);--sunken:oklch(96.9% .003 250);--line:oklch(91.5% .004 250);
--line-strong:oklch(82% .006 250);--text:oklch(24% .012 255);--dim:oklch(44% .012 255);--accent:oklch(50% .16 258);
--danger:oklch(48% .18 27);--good:oklch(46% .11 150);
--marked:oklch(94% .07 95);
--memory-safety:oklch(50% .19 27);--bug:oklch(45% .17 8);--hang:oklch(49% .11 65);--locking:oklch(48% .18 300);
--warning:oklch(48% .1 92);--data-race:oklch(47% .085 195);--leak:oklch(48% .14 250);--unknown:oklch(47% .01 255);
--function:oklch(40% .14 258);--address:oklch(46% .09 195);--source:oklch(45% .1 150);--register:oklch(46% .15 300)`

const dark = `color-scheme:dark;
--surface:oklch(20% .006 255);--raised:oklch(23.5% .008 255);--sunken:oklch(17% .006 255);--line:oklch(28% .008 255);
--line-strong:oklch(38% .01 255);--text:oklch(92% .005 255);--dim:oklch(75% .01 255);--accent:oklch(76% .11 258);
--danger:oklch(75% .13 25);--good:oklch(78% .12 150);
--marked:oklch(34% .06 95);
--memory-safety:oklch(74% .15 25);--bug:oklch(74% .14 5);--hang:oklch(79% .12 68);--locking:oklch(76% .13 302);
--warning:oklch(82% .11 95);--data-race:oklch(79% .09 195);--leak:oklch(77% .1 248);--unknown:oklch(74% .01 255);
--function:oklch(80% .1 255);--address:oklch(78% .08 195);--source:oklch(78% .1 150);--register:oklch(78% .11 302)`

const kinds = ['memory-safety', 'bug', 'hang', 'locking', 'warning', 'data-race', 'leak', 'unknown']
  .map((kind) => `[data-kind=${kind}]{--kind:var(--${kind})}`)
  .join('')

export const style = `:root{${light}}
@media screen and (prefers-color-scheme:dark){:root{${dark}}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1080px;padding:24px 24px 64px;background:var(--surface);color:var(--text);
font:13px/20px system-ui,'Segoe UI','Noto Sans','DejaVu Sans',sans-serif;overflow-wrap:anywhere}
code,pre,.code,.crash,.contents td.title{font-family:ui-monospace,'SF Mono','Cascadia Mono','JetBrains Mono','DejaVu Sans Mono','Liberation Mono',monospace;font-size:12.5px;line-height:18px}
a{color:var(--accent);text-underline-offset:2px}
h1{margin:0 0 4px;font-size:17px;line-height:24px;font-weight:600}
h1.crash,h2.crash{margin:0 0 8px;font-size:15px;line-height:22px;font-weight:400;color:var(--dim)}
.crash b{color:var(--text);font-weight:600}
section>:is(h2,h3){margin:24px 0 8px;font-size:13px;font-weight:600}
p,ul,figure,dl{margin:0}
.dim,.more,.by,figcaption{color:var(--dim)}
.more,.by,figcaption{font-size:12px}
.more{margin-top:6px}
.lead{color:var(--dim);margin-bottom:16px}
${kinds}
article{margin-top:32px;padding-top:28px;border-top:1px solid var(--line)}
main>article:only-of-type{margin-top:0;padding-top:0;border-top:0}
article:target .crash{outline:2px solid var(--accent);outline-offset:4px;border-radius:4px}
table{border-collapse:collapse;width:100%}
th,td{padding:3px 12px 3px 0;text-align:left;vertical-align:top}
thead th{border-bottom:1px solid var(--line-strong);color:var(--dim);font-size:12px;font-weight:400;white-space:nowrap}
tbody tr+tr td{border-top:1px solid var(--line)}
.number{width:1px;padding-left:2px;text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.contents .kind,.chips .kind{color:var(--kind)}
.contents td.title a{color:var(--dim);text-decoration:none}
.contents td.title b{color:var(--text);font-weight:600}
.contents td.title a:hover{text-decoration:underline}
.contents .kind{width:120px;white-space:nowrap;font-size:12px}
.chips{display:flex;flex-wrap:wrap;gap:6px;padding:0;list-style:none;font-size:12px}
.chips li{padding:0 8px;border:1px solid var(--line-strong);border-radius:6px}
.chips .kind{border-color:var(--kind);font-weight:600}
.chips .fixed{border-color:var(--good);color:var(--good)}
.came-back,.chips .urgent{border-color:var(--danger);color:var(--danger)}
.chips .tag{color:var(--dim)}
p.came-back{margin-top:8px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:4px 24px;margin-top:14px}
.facts div{display:grid;grid-template-columns:92px minmax(0,1fr);gap:12px}
.facts dt{color:var(--dim)}
.facts dd{margin:0}
figure+figure{margin-top:12px}
.note,.annotation,.conflict{padding:10px 14px;border:1px solid var(--line);border-radius:6px;background:var(--raised)}
.conflict{border-color:var(--danger);background:none}
.conflict p{margin-bottom:10px}
.note+.conflict,.conflict+.note,.conflict+.conflict{margin-top:12px}
.annotation{border-left:3px solid var(--accent)}
.annotation.bookmark{border-left-color:var(--line-strong)}
.annotation pre{margin:8px 0}
.author{color:var(--text)}
.prose{max-width:76ch}
.prose>:first-child{margin-top:6px}
.prose>:last-child{margin-bottom:0}
.prose p,.prose ul,.prose ol,.prose pre,.prose blockquote,.prose table{margin:8px 0}
.prose ul,.prose ol{padding-left:22px}
.prose li:has(>.task){list-style:none;margin-left:-20px}
.prose :is(h3,h4,h5,h6){margin:14px 0 4px;font-size:13px;font-weight:600}
.prose blockquote{padding-left:12px;border-left:3px solid var(--line-strong);color:var(--dim)}
.prose hr{border:0;border-top:1px solid var(--line)}
.prose table{width:auto}
.prose :not(pre)>code{padding:1px 4px;border-radius:4px;background:var(--sunken)}
.image{color:var(--dim)}
.task{display:inline-block;width:20px}
pre{margin:0;padding:10px 14px;border-radius:6px;background:var(--sunken);overflow-x:auto;white-space:pre;overflow-wrap:normal;tab-size:8}
pre:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:1px;border-radius:4px}
mark{display:inline-block;min-width:100%;background:var(--marked);color:inherit}
.l-title{font-weight:600;color:var(--kind)}.l-head{font-weight:600}.l-dim{color:var(--dim)}.l-function{color:var(--function)}
.l-address{color:var(--address)}.l-source{color:var(--source)}.l-register,.l-code{color:var(--register)}
.decisions{padding:0;list-style:none}
.decisions .dim{margin-right:10px;font-variant-numeric:tabular-nums}
.timeline{display:block;max-width:100%;height:auto;font-size:11px}
.timeline text{fill:var(--dim)}.timeline rect{fill:var(--kind)}
.timeline .grid{stroke:var(--line)}.timeline .axis{stroke:var(--line-strong)}
.tree td{padding-top:1px;padding-bottom:1px}
.tree tbody tr+tr:not(.begins) td{border-top:0}
.tree .code{padding-left:calc(var(--depth,0)*14px)}
.tree td.code b{font-weight:400;color:var(--function)}
.tree td.code b.own{font-weight:600}
.tree tbody tr.begins td{border-top:1px solid var(--line)}
.share{width:124px;white-space:nowrap}
.share i{display:inline-block;height:8px;border-radius:2px;background:var(--accent);opacity:.55;vertical-align:-1px}
.share b{display:inline-block;width:64px;font-weight:400}
.share span{color:var(--dim);font-size:12px;font-variant-numeric:tabular-nums}
.reports td{font-variant-numeric:tabular-nums}
.reports :is(td:first-child,td:last-child){white-space:nowrap}
.reports :is(.code,.dim){font-size:12px}
section>p.dim{margin-bottom:4px}
@media screen{article{content-visibility:auto;contain-intrinsic-size:auto 1200px}}
@media (max-width:640px){body{padding:16px 12px 40px}.reports td{white-space:normal!important}}
@media print{
:root{--surface:#fff;--raised:#fff;--sunken:#f5f5f5}
@page{margin:14mm 12mm}
body{max-width:none;padding:0;font-size:9.5pt;line-height:13pt}
code,pre,.code,.contents td.title{font-size:8pt;line-height:10.5pt}
pre{white-space:pre-wrap;overflow-wrap:anywhere;border:1px solid var(--line)}
a{color:inherit;text-decoration:none}
article{break-before:page;margin:0;padding:0;border:0}
main>article:only-of-type{break-before:auto}
h1,h2,h3,figcaption{break-after:avoid}
tr,.note figcaption,.chips,.timeline,.facts div{break-inside:avoid}
thead{display:table-header-group}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}`
