import { digits, letters, type Recogniser } from './recogniser.ts'

/** logcat(1): -v threadtime, year, zone, epoch, usec. */
const logcatTime = String.raw` {0,6}(?:\d{10}|(?:\d{4}-)?\d\d-\d\d \d\d:\d\d:\d\d)\.\d{3,9}(?: [+-]\d{4})?`

/** logcat(1), and what vendors of phones and boxes put behind printk's time. */
export const phonePrefixes: readonly Recogniser[] = [
  {
    name: 'two times: a phone kernel with its clock, grabserial with the difference',
    example: '[   12.345678 / 11-16 12:00:00.123] ',
    first: '[',
    second: ` ${digits}`,
    pattern: /\[ {0,12}\d{1,10}\.\d{6} (?:\/ \d\d-\d\d \d\d:\d\d:\d\d\.\d{1,6}|\d{1,6}\.\d{6})\] ?/y,
    timed: true
  },
  {
    name: 'time with the CPU, or with seconds said to be so, of kernels for phones and boxes',
    example: '[   12.345678@2] ',
    first: '[',
    second: ` ${digits}`,
    pattern: /\[ {0,12}\d{1,10}\.\d{6}(?:[@,]\d{1,2}|s)\] ?(?:\[\d{4}:\d\d:\d\d \d\d:\d\d:\d\d\] ?)?/y,
    timed: true
  },
  {
    name: 'time before the level, from the memory of a phone that stopped',
    example: '  240.212637:   <2> ',
    first: ` ${digits}`,
    second: ` .${digits}`,
    pattern: /[ \d]{0,9}\d\.\d{6}: {1,8}<[0-7]> ?/y,
    timed: true,
    beforeTime: true
  },
  {
    name: 'logcat of the kernel buffer',
    example: '11-16 12:00:00.000     0     0 W KERNEL  : ',
    first: ` ${digits}`,
    second: ` ${digits}`,
    pattern: new RegExp(
      String.raw`${logcatTime} {1,6}(?:root {1,6})?\d{1,7} {1,6}\d{1,7} [VDIWEFS] (?:kernel|KERNEL|Kernel|) {0,12}: `,
      'y'
    ),
    timed: true
  },
  {
    name: 'logcat -v time',
    example: '11-16 12:00:00.000 W/KERNEL  (    0): ',
    first: ` ${digits}`,
    second: ` ${digits}`,
    pattern: new RegExp(
      String.raw`${logcatTime} {1,6}[VDIWEFS]\/(?:kernel|KERNEL|Kernel|) {0,8}\( {0,6}\d{1,7}\): `,
      'y'
    ),
    timed: true,
    beforeTime: true
  },
  {
    name: 'Android Studio',
    example: '2026-11-16 12:00:00.000     0-0     KERNEL                  W  ',
    first: digits,
    second: digits,
    pattern: new RegExp(
      String.raw`${logcatTime} {1,8}\d{1,7}-\d{1,7} {1,8}(?:kernel|KERNEL|Kernel)(?: {1,32}(?:pid-\d{1,7}|kernel))? {1,40}[VDIWEFA] {1,2}`,
      'y'
    ),
    timed: true,
    beforeTime: true
  },
  {
    name: 'logcat -v brief and -v tag',
    example: 'W/KERNEL  (    0): ',
    first: 'VDIWEFS',
    second: '/',
    pattern: /[VDIWEFS]\/(?:kernel|KERNEL|Kernel|) {0,8}(?:\( {0,6}\d{1,7}\))?: /y,
    timed: true
  },
  {
    name: 'task and module of a phone kernel, behind its caller',
    example: 'kworker/2:1: [name:wdt&]',
    first: letters,
    pattern: /[\w/:.-]{1,24}: \[name:[\w-]{1,32}&\] ?/y,
    timed: true,
    afterTime: true,
    afterBlank: '['
  },
  {
    name: 'task of a phone kernel, behind its time',
    // The letter says that an interrupt printed it.
    example: ' I[1:    kworker/1:2:  345] ',
    first: ' [I',
    second: ` [I${digits}`,
    pattern: / {0,2}I?\[ {0,4}\d{1,3}: {0,16}[^\]:]{1,16}(?::[^\]:]{1,12})?: {0,8}(\d{1,10})\] ?/y,
    timed: true,
    afterTime: true
  },
  {
    name: 'CPU and task of a phone kernel, behind its time',
    example: '-(2)[345:kworker/2:1][name:wdt&]',
    first: '-.( ',
    second: `-.(${digits}`,
    pattern: / ?[-.]?\(\d{1,3}\)\[(\d{1,10}):[^\]]{1,32}\](?:\[name:[\w-]{1,32}&\])? ?/y,
    timed: true,
    afterTime: true
  },
  {
    name: 'task with its CPU, behind the time of a phone kernel',
    example: '[pid:345,cpu2,kworker/2:1,1]',
    first: '[',
    second: 'p',
    pattern: /\[pid:(\d{1,10}),cpu\d{1,3},[^\]]{1,40}\] ?/y,
    timed: true,
    afterTime: true
  },
  {
    name: 'CPU in front of a task, behind a time (last_kmsg)',
    example: 'c2   345 (kworker/2:1) ',
    first: 'c',
    second: digits,
    pattern: /c\d{1,2} {1,8}(\d{1,10}) (?:\([^)]{1,16}\) ?)?/y,
    timed: true,
    afterTime: true
  }
]
