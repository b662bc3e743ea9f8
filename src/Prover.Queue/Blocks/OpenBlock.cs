using System.Text.Json.Serialization;
using Prover.Pipeline;
using Prover.Rollup;
using Prover.Wire;

namespace Prover.Queue;

/// <summary>A block of which parts are here: a row of the index that is kept in the job store.</summary>
/// <param name="Slot">Which setting has the hashes of its parts.</param>
/// <param name="Key">The idempotency key.</param>
/// <param name="Envelope">The hash of the whole envelope, 64 hexadecimal digits.</param>
/// <param name="Size">Bytes of the whole envelope.</param>
/// <param name="Here">How many parts are here.</param>
/// <param name="Last">When the last new one came, in Unix milliseconds.</param>
internal sealed record OpenBlock(
    [property: JsonPropertyName("slot")] int Slot,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("envelope")] string Envelope,
    [property: JsonPropertyName("size")] int Size,
    [property: JsonPropertyName("here")] int Here,
    [property: JsonPropertyName("last")] long Last)
{
    /// <summary>How many parts there are in all.</summary>
    [JsonIgnore]
    public int Count => BlockPart.CountOf(Size);

    /// <summary>True if all parts are here.</summary>
    [JsonIgnore]
    public bool IsComplete => Here == Count;

    /// <summary>The hash of the whole envelope.</summary>
    [JsonIgnore]
    public ContentHash Hash => new(Bytes32.Parse("0x" + Envelope));

    /// <summary>Whether a part belongs to this block.</summary>
    public bool Has(BlockPart part) =>
        Key == part.Key && Size == part.Size && Hash == new ContentHash(part.Envelope);
}
