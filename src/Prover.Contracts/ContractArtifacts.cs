using System.Reflection;
using System.Text.Json;

namespace Prover.Contracts;

/// <summary>The contracts of this project, compiled: no Solidity compiler is needed to deploy them.</summary>
/// <remarks>The files come from <c>compile.mjs</c>; a test compiles again and compares byte for byte.</remarks>
public static class ContractArtifacts
{
    private static readonly Lazy<ContractArtifact> s_rollup =
        new(() => Load(typeof(ContractArtifacts).Assembly, "Rollup"));

    /// <summary>The rollup.</summary>
    public static ContractArtifact Rollup => s_rollup.Value;

    /// <summary>Reads the artifact that lies in an assembly as the resource <c>Contracts.NAME.json</c>.</summary>
    /// <exception cref="ArgumentException">There is none, or it is not an artifact.</exception>
    public static ContractArtifact Load(Assembly assembly, string name)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        using Stream stream = assembly.GetManifestResourceStream($"Contracts.{name}.json")
            ?? throw new ArgumentException($"The assembly carries no contract {name}.", nameof(name));
        try
        {
            using JsonDocument document = JsonDocument.Parse(stream);
            JsonElement root = document.RootElement;
            string code = root.GetProperty("bytecode").GetString()!;
            return new ContractArtifact(
                root.GetProperty("contract").GetString()!,
                root.GetProperty("compiler").GetString()!,
                root.GetProperty("abi").GetRawText(),
                Convert.FromHexString(code.AsSpan(2)));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException)
        {
            throw new ArgumentException($"The artifact of {name} is damaged.", nameof(name), exception);
        }
    }
}
