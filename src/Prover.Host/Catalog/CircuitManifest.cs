using System.Text.Json;
using System.Text.Json.Serialization;
using Prover.Host.Cli;

namespace Prover.Host.Catalog;

/// <summary>What a circuit's <c>circuit.json</c> says: where its type is and in which sizes it is used.</summary>
internal sealed record CircuitManifest
{
    /// <summary>The file name in a circuit's folder.</summary>
    public const string FileName = "circuit.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The name of the circuit on the command line and in key files; lower case with dashes.</summary>
    public required string Id { get; init; }

    /// <summary>One line for people.</summary>
    public required string Description { get; init; }

    /// <summary>Name of the assembly that holds the type, without an ending.</summary>
    public required string Assembly { get; init; }

    /// <summary>Full name of the circuit's type.</summary>
    public required string Type { get; init; }

    /// <summary>For a block circuit: its sizes by name. Empty for a circuit that has only one.</summary>
    public IReadOnlyDictionary<string, BlockPreset> Presets { get; init; } = new Dictionary<string, BlockPreset>();

    /// <summary>For a block circuit: the preset that is meant when none is named.</summary>
    public string? DefaultPreset { get; init; }

    /// <summary>
    /// For a block circuit: two presets that differ only in N and M = 2N; their difference prices a transfer.
    /// </summary>
    public IReadOnlyList<string> Marginal { get; init; } = [];

    /// <summary>Reads and checks a manifest.</summary>
    /// <exception cref="CommandException">It is missing or damaged.</exception>
    public static CircuitManifest Read(string file)
    {
        try
        {
            CircuitManifest manifest = JsonSerializer.Deserialize<CircuitManifest>(File.ReadAllBytes(file), Options)
                ?? throw new JsonException("the file holds nothing");
            manifest.Check();
            return manifest;
        }
        catch (JsonException failure)
        {
            throw new CommandException(
                ExitCode.FileMismatch, $"{file}: not a circuit manifest: {failure.Message}", failure);
        }
        catch (IOException failure)
        {
            throw new CommandException(ExitCode.Usage, $"{file}: cannot be read: {failure.Message}", failure);
        }
    }

    private void Check()
    {
        IEnumerable<string> named = DefaultPreset is null ? Marginal : Marginal.Append(DefaultPreset);
        string? unknown = named.FirstOrDefault(name => !Presets.ContainsKey(name));
        if (unknown is not null)
        {
            throw new JsonException($"'{unknown}' is not one of its presets");
        }

        if (Presets.Count > 0 && DefaultPreset is null)
        {
            throw new JsonException("there are presets but no defaultPreset");
        }

        if (Marginal.Count is not (0 or 2))
        {
            throw new JsonException("marginal names two presets");
        }
    }
}

/// <summary>The capacities of a block circuit, by the names of the specification.</summary>
/// <param name="L1Slots">P.</param>
/// <param name="Withdrawals">X.</param>
/// <param name="Transfers">N.</param>
/// <param name="Touched">M.</param>
/// <param name="NewAccounts">A.</param>
internal sealed record BlockPreset(int L1Slots, int Withdrawals, int Transfers, int Touched, int NewAccounts);
