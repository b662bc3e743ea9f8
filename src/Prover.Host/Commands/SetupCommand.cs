using System.CommandLine;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;

namespace Prover.Host.Commands;

/// <summary><c>prover setup</c>: a development key for a circuit.</summary>
internal static class SetupCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> circuit = CommonOptions.Circuit();
        Option<string?> preset = CommonOptions.Preset();
        Option<string> output = CommonOptions.Output("The proving key file; the verifying key goes to FILE.vk.json.");
        Option<string> device = CommonOptions.Device();
        Command command = new("setup", "Makes a development key: fit for tests, worth nothing to a stranger.")
        {
            circuit, preset, output, device,
        };
        command.SetAction((parsed, cancel) =>
        {
            CircuitSource source = CircuitSource.Find(parsed.GetRequiredValue(circuit), parsed.GetValue(preset));
            string file = parsed.GetRequiredValue(output);
            using IComputeDevice compute = Devices.Choose(parsed.GetRequiredValue(device), terminal);
            Stages stages = new(terminal);
            CompiledCircuit compiled = stages.Run("compile " + source.Manifest.Id, _ => source.Compile()).Value;
            byte[] hash = stages.Run("development setup", progress => Setup.Development(
                compiled, file, compute, Budgets.All(progress, cancel))).Value;
            using ProvingKey key = ProvingKey.Open(file, verifyHashes: false);
            OutputFile.WriteText(file + ".vk.json", SnarkjsJson.Write(key.VerifyingKey));
            long size = new FileInfo(file).Length;
            terminal.Result($"proving key     {file} ({size:N0} bytes, {Convert.ToHexStringLower(hash)})");
            terminal.Result($"verifying key   {file}.vk.json ({Convert.ToHexStringLower(key.VerifyingKey.Hash())})");
            terminal.Result($"circuit         {Convert.ToHexStringLower(compiled.Id)}");
            terminal.Note($"a development key: whoever made it could forge proofs");
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }
}
