using System.Text.Encodings.Web;
using System.Text.Json;
using Prover.Host.Service.Api;

namespace Prover.Host.Operator;

/// <summary>Answers of a node as JSON on stdout: the API's names, indented.</summary>
internal static class OperatorJson
{
    private static readonly JsonSerializerOptions Options = new(ApiJson.Options)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One document.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);
}
