using System.Text.Json;
using Prover.Circuits;
using Prover.Compute;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Cli;

namespace Prover.Host.Demo;

/// <summary>Development keys by the hash of their circuit, in the user's cache folder.</summary>
/// <remarks>$XDG_CACHE_HOME/prover/keys or ~/.cache/prover/keys. A damaged file is made anew.</remarks>
internal sealed class KeyCache(Stages stages, CancellationToken cancel)
{
    /// <summary>Opens the key of a circuit; makes it first if there is none.</summary>
    /// <returns>The key and the time of its setup, zero if it was there.</returns>
    public (ProvingKey Key, TimeSpan Setup) Open(CompiledCircuit circuit, IComputeDevice device)
    {
        string file = FileOf(circuit, "key");
        if (File.Exists(file) && TryOpen(file, circuit) is ProvingKey cached)
        {
            return (cached, TimeSpan.Zero);
        }

        Directory.CreateDirectory(Folder);
        TimeSpan setup = stages.Run("development setup (cached for the next run)", progress =>
            Setup.Development(circuit, file, device, Budgets.All(progress, cancel))).Elapsed;
        return (ProvingKey.Open(file, verifyHashes: false), setup);
    }

    /// <summary>The marginal price of a transfer, which the circuit's hash determines; measured once.</summary>
    public double ConstraintsPerTransfer(CircuitSource source, CompiledCircuit circuit)
    {
        string file = FileOf(circuit, "marginal.json");
        if (ReadMarginal(file) is double cached)
        {
            return cached;
        }

        double measured = Marginal.Measure(source, circuit, stages)?.ConstraintsPerTransfer ?? 0;
        Directory.CreateDirectory(Folder);
        OutputFile.WriteText(file, JsonSerializer.Serialize(measured));
        return measured;
    }

    private static string Folder
    {
        get
        {
            string? cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            string root = string.IsNullOrEmpty(cache) ? Path.Combine(home, ".cache") : cache;
            return Path.Combine(root, "prover", "keys");
        }
    }

    private static string FileOf(CompiledCircuit circuit, string ending)
    {
        return Path.Combine(Folder, $"{Convert.ToHexStringLower(circuit.Id)}.{ending}");
    }

    private static double? ReadMarginal(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<double>(File.ReadAllText(file)) : null;
        }
        catch (Exception failure) when (failure is JsonException or IOException)
        {
            return null;
        }
    }

    private ProvingKey? TryOpen(string file, CompiledCircuit circuit)
    {
        try
        {
            ProvingKey key = stages.Run("check the cached key", progress =>
                ProvingKey.Open(file, verifyHashes: true, Budgets.All(progress, cancel))).Value;
            if (key.CircuitId.AsSpan().SequenceEqual(circuit.Id))
            {
                return key;
            }

            key.Dispose();
            return null;
        }
        catch (KeyFileException failure)
        {
            stages.Say($"the cached key is made anew: {failure.Message}");
            return null;
        }
    }
}
