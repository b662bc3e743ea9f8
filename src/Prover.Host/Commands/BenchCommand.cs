using System.CommandLine;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover bench …</c>: measures.</summary>
internal static class BenchCommand
{
    public static Command Create(Terminal terminal)
    {
        return new Command("bench", "Measures this machine with this build.")
        {
            BenchKernelsCommand.Create(terminal),
            BenchTableCommand.Create(terminal),
        };
    }
}
