using System.CommandLine;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover circuit …</c>: what there is to prove.</summary>
internal static class CircuitCommand
{
    public static Command Create(Terminal terminal)
    {
        return new Command("circuit", "Shows circuits.")
        {
            CircuitInfoCommand.Create(terminal),
            CircuitListCommand.Create(terminal),
        };
    }
}
