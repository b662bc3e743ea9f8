using System.CommandLine;
using Prover.Groth16;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover export …</c>: a key in the form of another system.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        return new Command("export", "Writes a key in the form of another system.")
        {
            Solidity(terminal),
            VerifyingKey(terminal),
        };
    }

    private static Command Solidity(Terminal terminal)
    {
        Argument<string> keyFile = KeyArgument();
        Option<string> output = CommonOptions.Output("The Solidity file.");
        Option<string> name = new("--name")
        {
            Description = "Name of the contract.",
            DefaultValueFactory = _ => "Groth16Verifier",
        };
        Command command = new("solidity", "Writes a verifier contract that stands alone.") { keyFile, output, name };
        command.SetAction(parsed =>
        {
            string contract = parsed.GetRequiredValue(name);
            if (!ExportSolidity.IsContractName(contract))
            {
                throw new CommandException(
                    ExitCode.Usage,
                    $"--name {contract}: expected a Solidity identifier (letters, digits, _ and $; no digit first)");
            }

            using ProvingKey key = ProvingKey.Open(parsed.GetRequiredValue(keyFile));
            string text = ExportSolidity.Render(key.VerifyingKey, contract, key.CircuitId, key.IsDevelopment);
            OutputFile.WriteText(parsed.GetRequiredValue(output), text);
            terminal.Result($"{contract} in {parsed.GetRequiredValue(output)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command VerifyingKey(Terminal terminal)
    {
        Argument<string> keyFile = KeyArgument();
        Option<string> output = CommonOptions.Output("The JSON file.");
        Command command = new("vk", "Writes the verifying key in snarkjs' JSON.") { keyFile, output };
        command.SetAction(parsed =>
        {
            using ProvingKey key = ProvingKey.Open(parsed.GetRequiredValue(keyFile));
            OutputFile.WriteText(parsed.GetRequiredValue(output), SnarkjsJson.Write(key.VerifyingKey));
            terminal.Result($"verifying key in {parsed.GetRequiredValue(output)}");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> KeyArgument()
    {
        return new Argument<string>("key") { Description = "A proving key file." };
    }
}
