using Prover.Circuits;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Doctor;
using Prover.Host.Service.Api;
using Prover.Host.Service.Node;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.Host.Service.StartUp;

/// <summary>The circuits of a node, compiled, with their keys opened and checked.</summary>
internal sealed class ServedCircuits : IDisposable
{
    private readonly List<ServedCircuit> all = [];

    /// <summary>In the order of the settings.</summary>
    public IReadOnlyList<ServedCircuit> All => all;

    /// <summary>With their compiled forms, as a prover takes them.</summary>
    public IReadOnlyList<ProvableCircuit> Provable => [.. all.Select(circuit => circuit.Provable)];

    /// <summary>As the doors show them.</summary>
    public IReadOnlyList<CircuitReport> Reports => [.. all.Select(circuit => circuit.Report)];

    /// <summary>Compiles the circuits and opens their keys.</summary>
    /// <exception cref="CommandException">A circuit or a key is not there, or the memory does not suffice.</exception>
    /// <exception cref="KeyFileException">A key is damaged.</exception>
    public static ServedCircuits Open(ServiceSettings settings, NodeControl control, CancellationToken cancel)
    {
        ServedCircuits circuits = new();
        try
        {
            foreach (string name in settings.Prover.Circuits)
            {
                control.Step = $"compiling {name}";
                CircuitSource source = SourceOf(name);
                CompiledCircuit compiled = source.Compile();
                cancel.ThrowIfCancellationRequested();
                control.Step = $"opening the key of {name}";
                ProvingKey key = OpenKey(settings.Prover, name, compiled, cancel);
                circuits.all.Add(new ServedCircuit(
                    name, new ProvableCircuit(source.CreateForBlocks(), compiled, key)));
            }

            // Compiling leaves some hundred megabytes behind, which the collector would keep for a long time.
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            bool proves = settings.Worker.Enabled || settings.Node.Role == NodeRole.Worker;
            circuits.CheckMemory(settings.Prover.MemoryBudget, proves ? settings.Prover.Devices.Count : 0);
            return circuits;
        }
        catch
        {
            circuits.Dispose();
            throw;
        }
    }

    /// <summary>Refuses development keys on a chain that is not a local one, unless they are allowed.</summary>
    /// <remarks>Whoever made such a key can forge proofs; the contract refuses them for the same chains.</remarks>
    /// <exception cref="CommandException">There is one.</exception>
    public void CheckKeysFor(ulong chainId, bool allowed)
    {
        ServedCircuit? development = all.FirstOrDefault(circuit => circuit.Provable.Key.IsDevelopment);
        if (development is not null && !allowed && chainId is not (31337 or 1337))
        {
            throw new CommandException(
                ExitCode.FileMismatch,
                $"{development.Provable.Key.Path}: a development key, which anybody who made it can forge proofs with;"
                + $" expected none on chain {chainId} (setting Prover:AllowDevelopmentKeys allows it)");
        }
    }

    public void Dispose()
    {
        foreach (ServedCircuit circuit in all)
        {
            circuit.Provable.Key.Dispose();
        }
    }

    /// <summary>The circuit that <c>circuit/preset</c> stands for; without a preset its default one.</summary>
    public static CircuitSource SourceOf(string name)
    {
        int slash = name.LastIndexOf('/');
        return slash < 0 ? CircuitSource.Find(name, null) : CircuitSource.Find(name[..slash], name[(slash + 1)..]);
    }

    private static ProvingKey OpenKey(
        ProverSettings settings, string name, CompiledCircuit compiled, CancellationToken cancel)
    {
        string file = Path.Combine(settings.KeyFolder!, $"{Convert.ToHexStringLower(compiled.Id)}.key");
        if (!File.Exists(file))
        {
            throw new CommandException(
                ExitCode.FileMismatch,
                $"{file}: expected the key of {name} there (setting Prover:KeyFolder), found no file");
        }

        ProvingKey key = ProvingKey.Open(
            file, settings.CheckKeyHashes, Budgets.All(new Progress<double>(), cancel));
        if (key.CircuitId.AsSpan().SequenceEqual(compiled.Id))
        {
            return key;
        }

        string expected = Convert.ToHexStringLower(compiled.Id);
        string found = Convert.ToHexStringLower(key.CircuitId);
        key.Dispose();
        throw new CommandException(
            ExitCode.FileMismatch,
            $"{file}: expected a key for circuit {expected} ({name}), found one for {found}");
    }

    private void CheckMemory(ByteSize? budget, int devices)
    {
        Finding finding = MemoryFindings.Look(
            [.. all.Select(circuit => circuit.Provable.Key)], MachineMemory.Available(), budget?.Bytes, devices);
        if (!finding.Good)
        {
            throw new CommandException(ExitCode.Device, $"memory: {finding.Text}; {finding.Advice}");
        }
    }
}

/// <summary>A circuit that is served.</summary>
/// <param name="Name"><c>circuit/preset</c>.</param>
/// <param name="Provable">The circuit with its key.</param>
internal sealed record ServedCircuit(string Name, ProvableCircuit Provable)
{
    /// <summary>Its sizes.</summary>
    public BlockCapacities Capacities => Provable.Circuit.Capacities;

    /// <summary>As the doors show it.</summary>
    public CircuitReport Report => new(
        Name,
        Provable.Id.ToString(),
        "0x" + Convert.ToHexStringLower(Provable.Key.VerifyingKey.Hash()),
        Provable.Key.IsDevelopment,
        new FileInfo(Provable.Key.Path).Length);
}
