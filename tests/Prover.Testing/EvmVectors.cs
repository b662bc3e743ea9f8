using System.Text.Json;

namespace Prover.Testing;

/// <summary>The precompile vectors in tests/vectors/eip-196-197; see the SOURCE.md there.</summary>
public static class EvmVectors
{
    /// <summary>The vectors of one file.</summary>
    public static IEnumerable<(string Name, byte[] Input, byte[] Expected)> Read(string file)
    {
        string path = RepositoryRoot.Combine("tests", "vectors", "eip-196-197", file);
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        foreach (JsonElement vector in document.RootElement.EnumerateArray())
        {
            yield return (
                vector.GetProperty("Name").GetString()!,
                Convert.FromHexString(vector.GetProperty("Input").GetString()!),
                Convert.FromHexString(vector.GetProperty("Expected").GetString()!));
        }
    }

    /// <summary>The input cut or filled with zeros to a length, as EIP-196 demands.</summary>
    public static byte[] Padded(byte[] input, int length)
    {
        ArgumentNullException.ThrowIfNull(input);
        byte[] padded = new byte[length];
        input.AsSpan(0, Math.Min(length, input.Length)).CopyTo(padded);
        return padded;
    }
}
