using System.CommandLine;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Operator;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Host.Commands;

/// <summary><c>prover replay FILE|HASH</c>: repeats a failed attempt.</summary>
internal static class ReplayCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> bundle = new("bundle")
        {
            Description = "A bundle's file, or its hash (64 hexadecimal digits) to fetch it from the node.",
        };
        Option<string?> keys = new("--keys")
        {
            Description = "Folder with the key, as <circuit id>.key; default: Prover:KeyFolder of the settings.",
        };
        Option<string> device = CommonOptions.Device();
        Option<bool> json = CommonOptions.Json();
        NodeOptions node = new();
        Command command = new("replay", "Repeats a failed attempt: 0 if it fails in the same way, 4 if not.")
        {
            bundle, keys, device, json,
        };
        node.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            string name = parsed.GetRequiredValue(bundle);
            ReplayBundle attempt = Decode(await BytesAsync(parsed, node, name, cancel).ConfigureAwait(false), name);
            Stages stages = new(terminal);
            ServiceSettings settings = node.Settings(parsed);
            string folder = parsed.GetValue(keys) ?? settings.Prover.KeyFolder ?? throw new CommandException(
                ExitCode.Usage, "--keys: expected the folder with the key, found none there nor in Prover:KeyFolder");
            using IComputeDevice compute = Devices.Choose(parsed.GetRequiredValue(device), terminal);
            ReplayReport report = Run(attempt, folder, settings, compute, stages, cancel);
            Print(terminal, report, parsed.GetValue(json));
            bool same = report is { IsSameFailure: true, HasSameAssignment: not false };
            return same ? ExitCode.Ok : ExitCode.FileMismatch;
        });
        return command;
    }

    private static async Task<byte[]> BytesAsync(
        ParseResult parsed, NodeOptions options, string name, CancellationToken cancel)
    {
        if (File.Exists(name) || !ContentHash.TryParse(name, out ContentHash hash))
        {
            return OutputFile.ReadBytes(name);
        }

        using NodeClient node = options.Open(parsed);
        byte[] bytes = await node.GetBytesAsync($"/v1/admin/bundles/{hash}", cancel).ConfigureAwait(false);
        return ContentHash.Of(bytes) == hash ? bytes : throw new CommandException(
            ExitCode.FileMismatch, $"expected the bundle {hash}, found bytes with the hash {ContentHash.Of(bytes)}");
    }

    private static ReplayBundle Decode(byte[] bytes, string name)
    {
        return ReplayBundleCodec.TryDecode(bytes, out ReplayBundle? bundle, out string? problem)
            ? bundle
            : throw new CommandException(ExitCode.FileMismatch, $"{name}: {problem}");
    }

    private static ReplayReport Run(
        ReplayBundle bundle,
        string folder,
        ServiceSettings settings,
        IComputeDevice device,
        Stages stages,
        CancellationToken cancel)
    {
        (CircuitSource source, CompiledCircuit compiled) = stages.Run(
            "find and compile the circuit", _ => Find(bundle.CircuitId, settings)).Value;
        string file = Path.Combine(folder, $"{bundle.CircuitId.ToString()[2..]}.key");
        using ProvingKey key = stages.Run("open key", progress =>
            ProvingKey.Open(file, verifyHashes: true, Budgets.All(progress, cancel))).Value;
        ProvableCircuit circuit = new(source.CreateForBlocks(), compiled, key);
        using CircuitProver prover = new(device, [circuit], Environment.ProcessorCount);
        try
        {
            return stages.Run("replay", progress => Replay.Run(bundle, prover, progress, cancel)).Value;
        }
        catch (ArgumentException failure)
        {
            throw new CommandException(ExitCode.FileMismatch, $"{file}: {failure.Message}", failure);
        }
    }

    /// <summary>The circuits of the settings first, then all that the program was built with.</summary>
    private static (CircuitSource Source, CompiledCircuit Compiled) Find(Bytes32 id, ServiceSettings settings)
    {
        IEnumerable<CircuitSource> all = settings.Prover.Circuits.Select(ServedCircuits.SourceOf).Concat(
            from manifest in CircuitCatalog.BuiltIn()
            from preset in manifest.Presets.Keys
            select new CircuitSource(manifest, CircuitSource.CapacitiesOf(manifest, preset)));
        foreach (CircuitSource source in all)
        {
            CompiledCircuit compiled = source.Compile();
            if (new Bytes32(compiled.Id) == id)
            {
                return (source, compiled);
            }
        }

        throw new CommandException(
            ExitCode.FileMismatch, $"expected a circuit of this program, found {id}: the bundle is of another version");
    }

    private static void Print(Terminal terminal, ReplayReport report, bool json)
    {
        ReplayBundle then = report.Bundle;
        if (json)
        {
            terminal.Result(OperatorJson.Of(new Outcome(
                then.Job.ToString(), then.Stage, then.Kind, then.Reason,
                report.Failure?.Stage, report.Failure?.Kind, report.Failure?.Reason,
                report.IsSameFailure, report.HasSameAssignment)));
            return;
        }

        terminal.Result($"job        {then.Job}, attempt {then.Fence} on {then.Worker}/{then.Device}, {then.Software}");
        terminal.Result($"then       {then.Kind} in {then.Stage}: {then.Reason}");
        terminal.Result($"now        {report}");
        terminal.Result($"outcome    {(report.IsSameFailure ? "the same" : "ANOTHER")}");
    }

    private sealed record Outcome(
        string Job,
        JobStage Stage,
        WorkFailureKind Kind,
        string Reason,
        JobStage? StageNow,
        WorkFailureKind? KindNow,
        string? ReasonNow,
        bool SameFailure,
        bool? SameAssignment);
}
