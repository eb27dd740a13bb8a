import { commandLine } from "./commands";
import { CommandSession, interrupted } from "./session";

/**
 * The command `perimeter`: sets the exit code to 0 (fine), 1 (failed) or 2 (findings); 130 after Ctrl-C.
 * @param argv as in `process.argv`
 */
export async function main(argv: readonly string[]): Promise<void> {
  const program = commandLine(async (options, work) => {
    const session = new CommandSession(options);
    process.exitCode = await session.run(work);
    // Whatever could not be called off waits for nobody any more.
    if (process.exitCode === interrupted) process.exit();
  });
  await program.parseAsync([...argv]);
}
