using System.Text.Json;
using Prover.Testing;

namespace Prover.Algebra.Tests;

/// <summary>tests/vectors/circomlibjs/vectors.json; its SOURCE.md says how it was made.</summary>
internal static class CircomlibVectors
{
    private static readonly Lazy<JsonDocument> Document = new(() => JsonDocument.Parse(
        File.ReadAllText(RepositoryRoot.Combine("tests", "vectors", "circomlibjs", "vectors.json"))));

    /// <summary>The entries of one section; never empty.</summary>
    public static IReadOnlyList<JsonElement> Section(string name)
    {
        JsonElement[] entries = [.. Document.Value.RootElement.GetProperty(name).EnumerateArray()];
        return entries.Length > 0 ? entries : throw new InvalidDataException("No vectors in " + name + ".");
    }

    /// <summary>A field element written in decimal.</summary>
    public static Fr Field(JsonElement element) => Fr.Parse(element.GetString()!);

    /// <summary>A member that is a point: [x, y] in decimal.</summary>
    public static BabyPoint Point(this JsonElement element, string member)
    {
        JsonElement point = element.GetProperty(member);
        return new BabyPoint(Field(point[0]), Field(point[1]));
    }

    /// <summary>The text of a member.</summary>
    public static string Text(this JsonElement element, string member) => element.GetProperty(member).GetString()!;

    /// <summary>A member written in hexadecimal.</summary>
    public static byte[] Bytes(this JsonElement element, string member) =>
        Convert.FromHexString(element.Text(member));
}
