using Prover.Circuits;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;
using Prover.Host.Service.Settings;
using Prover.Host.Service.StartUp;
using Prover.Pipeline;

namespace Prover.Host.Doctor;

/// <summary>Looks at the keys of the circuits that a service is to prove.</summary>
/// <remarks>Keeps those that are good open, for the checks that need them.</remarks>
internal sealed class KeyFindings(ProverSettings settings, Stages stages, CancellationToken cancel) : IDisposable
{
    private readonly List<ServedCircuit> good = [];

    /// <summary>The circuits whose keys are good so far.</summary>
    public IReadOnlyList<ServedCircuit> Good => good;

    /// <summary>A line for each circuit: its key is there, whole, and for this circuit.</summary>
    public IReadOnlyList<Finding> Look() => [.. settings.Circuits.Select(Look)];

    /// <summary>Whether a chain may be served with keys whose makers could forge proofs.</summary>
    /// <returns>A line for each key that may not be used there.</returns>
    public IEnumerable<Finding> LookFor(ulong chainId)
    {
        bool allowed = settings.AllowDevelopmentKeys || LocalChains.Contains(chainId);
        return good.Where(circuit => circuit.Provable.Key.IsDevelopment && !allowed).Select(circuit => new Finding(
            "key",
            false,
            $"{circuit.Name}: expected a key of a ceremony on chain {chainId}, found a development key",
            "use another key, or allow it with Prover:AllowDevelopmentKeys",
            ExitCode.FileMismatch));
    }

    public void Dispose() => good.ForEach(circuit => circuit.Provable.Key.Dispose());

    private Finding Look(string name)
    {
        try
        {
            CircuitSource source = ServedCircuits.SourceOf(name);
            CompiledCircuit compiled = stages.Run($"compile {name}", _ => source.Compile()).Value;
            string id = Convert.ToHexStringLower(compiled.Id);
            string file = Path.Combine(settings.KeyFolder!, $"{id}.key");
            if (!File.Exists(file))
            {
                return Bad(name, $"expected {file}, found no file",
                    $"prover setup {source.Manifest.Id} -o {file} for a development key, or fetch the key");
            }

            ProvingKey key = stages.Run($"read and hash the key of {name}", progress =>
                ProvingKey.Open(file, verifyHashes: true, Budgets.All(progress, cancel))).Value;
            return Compare(name, source, compiled, key);
        }
        catch (KeyFileException failure)
        {
            return Bad(name, failure.Message, "make or fetch the key again");
        }
        catch (CommandException failure)
        {
            return new Finding(
                "key", false, $"{name}: {failure.Message}", "see: prover circuit list", failure.ExitCode);
        }
    }

    private Finding Compare(string name, CircuitSource source, CompiledCircuit compiled, ProvingKey key)
    {
        if (!key.CircuitId.AsSpan().SequenceEqual(compiled.Id))
        {
            string found = Convert.ToHexStringLower(key.CircuitId);
            string file = key.Path;
            key.Dispose();
            return Bad(
                name, $"{file}: expected a key for circuit {Convert.ToHexStringLower(compiled.Id)}, found {found}",
                "put the key of this circuit there");
        }

        good.Add(new ServedCircuit(name, new ProvableCircuit(source.CreateForBlocks(), compiled, key)));
        string stamp = key.IsDevelopment ? ", DEVELOPMENT key: whoever made it could forge proofs" : "";
        string hash = Convert.ToHexStringLower(key.VerifyingKey.Hash());
        return new Finding(
            "key",
            true,
            $"{name}: {new FileInfo(key.Path).Length >> 20} MiB, hashes right, verifying key 0x{hash}{stamp}");
    }

    private static Finding Bad(string name, string what, string advice)
    {
        return new Finding("key", false, $"{name}: {what}", advice, ExitCode.FileMismatch);
    }
}
