using System.CommandLine;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Assigned = Prover.Circuits.Witness;

namespace Prover.Host.Commands;

/// <summary>
/// <c>prover prove</c>: a proof from a circuit, a key and inputs; it is verified before it is written.
/// </summary>
internal static class ProveCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> circuit = CommonOptions.Circuit();
        Option<string?> preset = CommonOptions.Preset();
        Option<string> input = new("--input", "-i") { Description = "Inputs as JSON.", Required = true };
        Option<string> key = new("--key", "-k") { Description = "The proving key file.", Required = true };
        Option<string> output = CommonOptions.Output("The proof, in snarkjs' JSON.");
        Option<string?> publicFile = new("--public") { Description = "The public inputs; default: FILE.public.json." };
        Option<string> device = CommonOptions.Device();
        Command command = new("prove", "Proves that inputs satisfy a circuit.")
        {
            circuit, preset, input, key, output, publicFile, device,
        };
        command.SetAction((parsed, cancel) =>
        {
            CircuitSource source = CircuitSource.Find(parsed.GetRequiredValue(circuit), parsed.GetValue(preset));
            string proofFile = parsed.GetRequiredValue(output);
            Request request = new(
                source,
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(key),
                proofFile,
                parsed.GetValue(publicFile) ?? proofFile + ".public.json",
                parsed.GetRequiredValue(device));
            Run(terminal, request, cancel);
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static void Run(Terminal terminal, Request request, CancellationToken cancel)
    {
        Stages stages = new(terminal);
        using IComputeDevice device = Devices.Choose(request.Device, terminal);
        CompiledCircuit compiled =
            stages.Run("compile " + request.Source.Manifest.Id, _ => request.Source.Compile()).Value;
        using ProvingKey key = stages.Run("open key", progress =>
            ProvingKey.Open(request.KeyFile, verifyHashes: true, Budgets.All(progress, cancel))).Value;
        using ResidentKey resident = new(key, device, compiled);
        ICircuit assignment = request.Source.Create();
        InputsJson.Fill(assignment, request.InputFile);
        using Assigned witness = stages.Run("witness", _ => compiled.Solve(assignment)).Value;
        Proof proof = stages.Run("prove", progress =>
            Prove.Witness(resident, witness, Budgets.All(progress, cancel))).Value;
        bool valid = stages.Run("verify", _ => Verify.Proof(key.VerifyingKey, proof, witness.PublicInputs)).Value;
        if (!valid)
        {
            throw new CommandException(
                ExitCode.InvalidProof, $"the proof made on {device.Name} does not verify; not written");
        }

        OutputFile.WriteText(request.PublicFile, SnarkjsJson.Write(witness.PublicInputs));
        OutputFile.WriteText(request.ProofFile, SnarkjsJson.Write(proof));
        terminal.Result($"proof           {request.ProofFile}");
        terminal.Result($"public inputs   {request.PublicFile}");
    }

    private sealed record Request(
        CircuitSource Source, string InputFile, string KeyFile, string ProofFile, string PublicFile, string Device);
}
