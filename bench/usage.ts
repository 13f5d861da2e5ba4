import { readdirSync, readFileSync } from 'node:fs';

/** The resources that processes have used so far, read from Linux' `/proc`. */
export interface Usage {
  readonly cpuMicroseconds: number;
  readonly megabytes: number;
}

/** `/proc` counts in clock ticks: 100 per second on every Linux that Node supports. */
const MICROSECONDS_OF_A_TICK = 10_000;

/** Measures one process, optionally with its children. The values are NaN where `/proc` does not exist. */
export function usageOf(pid: number, withChildren = false): Usage {
  try {
    const pids = withChildren ? [pid, ...childrenOf(pid)] : [pid];
    const usages = pids.map(usageOfOne);
    return {
      cpuMicroseconds: usages.reduce((sum, it) => sum + it.cpuMicroseconds, 0),
      megabytes: usages.reduce((sum, it) => sum + it.megabytes, 0),
    };
  } catch {
    return { cpuMicroseconds: NaN, megabytes: NaN };
  }
}

function usageOfOne(pid: number): Usage {
  const fields = statOf(pid);
  // utime and stime; cutime and cstime of a parent include its exited children.
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  return { cpuMicroseconds: ticks * MICROSECONDS_OF_A_TICK, megabytes: kilobytes / 1024 };
}

function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(statOf(pid)[1]) === parent;
      } catch {
        // The process has exited.
        return false;
      }
    });
}

/** The fields of `/proc/<pid>/stat` after the program name, which may contain spaces. */
function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
