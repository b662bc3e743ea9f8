using System.Text.Json;
using Prover.Testing;
using Xunit;

namespace Prover.Rollup.Tests;

/// <summary>tests/vectors/msgpack/vectors.json: a value as text and its encoding by another implementation.</summary>
internal static class MessagePackVectors
{
    public static TheoryData<string, string> All()
    {
        string path = RepositoryRoot.Combine("tests", "vectors", "msgpack", "vectors.json");
        var vectors = new TheoryData<string, string>();
        foreach (string[] pair in JsonSerializer.Deserialize<string[][]>(File.ReadAllText(path))!)
        {
            vectors.Add(pair[0], pair[1]);
        }

        return vectors;
    }
}
