using System.Text;
using System.Text.Json;
using Prover.Algebra;
using Prover.Pipeline;
using Prover.Rollup;

namespace Prover.L1;

/// <summary>The functions, events and errors of a contract, by name and by selector.</summary>
public sealed class ContractAbi
{
    private readonly Dictionary<string, AbiEntry> _functions = [];
    private readonly Dictionary<string, AbiEntry> _events = [];
    private readonly Dictionary<string, AbiEntry> _errorsBySelector = [];
    private AbiEntry _constructor = new(string.Empty, [], [], []);

    private ContractAbi()
    {
    }

    /// <summary>Reads the JSON that the Solidity compiler writes. Overloaded functions are not supported.</summary>
    /// <exception cref="FormatException">Something outside of the supported subset.</exception>
    public static ContractAbi Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var abi = new ContractAbi();
        foreach (JsonElement element in document.RootElement.EnumerateArray())
        {
            abi.Add(element);
        }

        return abi;
    }

    /// <summary>Whether the contract has a function of this name.</summary>
    public bool Has(string function) => _functions.ContainsKey(function);

    /// <summary>Arguments of the constructor, to be put behind the creation code.</summary>
    public byte[] EncodeConstructor(params IReadOnlyList<object> arguments) =>
        AbiEncoder.Encode(_constructor.Inputs, arguments);

    /// <summary>Call data: the selector and the arguments.</summary>
    public byte[] EncodeCall(string function, params IReadOnlyList<object> arguments)
    {
        AbiEntry entry = Find(_functions, function);
        return [.. entry.Hash.AsSpan(0, 4), .. AbiEncoder.Encode(entry.Inputs, arguments)];
    }

    /// <summary>What a function answers.</summary>
    /// <exception cref="L1Exception">The data has not the types of the function.</exception>
    public object[] DecodeResult(string function, ReadOnlySpan<byte> data) =>
        AbiDecoder.Decode(Find(_functions, function).Outputs, data);

    /// <summary>The first topic of an event's logs.</summary>
    public Bytes32 EventTopic(string name) => new(Find(_events, name).Hash);

    /// <summary>The arguments of an event in order; an indexed one of dynamic type comes as its hash.</summary>
    /// <exception cref="L1Exception">The log is not one of this event.</exception>
    public object[] DecodeEvent(string name, L1Log log)
    {
        ArgumentNullException.ThrowIfNull(log);
        AbiEntry entry = Find(_events, name);
        if (log.Topics.Count != 1 + entry.Indexed.Count(indexed => indexed) || log.Topics[0] != EventTopic(name))
        {
            throw new L1Exception($"The log is no {name}.");
        }

        object[] plain = AbiDecoder.Decode(
            [.. entry.Inputs.Where((_, i) => !entry.Indexed[i])], log.Data.Span);
        object[] values = new object[entry.Inputs.Count];
        int topic = 1;
        int next = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = entry.Indexed[i] ? DecodeTopic(entry.Inputs[i], log.Topics[topic++]) : plain[next++];
        }

        return values;
    }

    /// <summary>
    /// Names the error behind what a reverted call gave back; the exception as it is if that is no error of this
    /// contract.
    /// </summary>
    public L1RevertException Explain(L1RevertException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        ReadOnlySpan<byte> data = exception.RevertData.Span;
        if (data.Length < 4
            || !_errorsBySelector.TryGetValue(Convert.ToHexStringLower(data[..4]), out AbiEntry? error)
            || !TryDecode(error.Inputs, data[4..], out object[] arguments))
        {
            return exception;
        }

        string text = $"The contract refuses: {error.Name}({string.Join(", ", arguments)}).";
        return new L1RevertException(text, exception.RevertData, error.Name, arguments);
    }

    private static bool TryDecode(IReadOnlyList<AbiType> types, ReadOnlySpan<byte> data, out object[] values)
    {
        try
        {
            values = AbiDecoder.Decode(types, data);
            return true;
        }
        catch (L1Exception)
        {
            values = [];
            return false;
        }
    }

    private static object DecodeTopic(AbiType type, Bytes32 topic) =>
        type.IsDynamic || type.HeadWords != 1 || type.Kind is AbiKind.Array or AbiKind.Tuple
            ? topic
            : AbiDecoder.Decode([type], topic.ToArray())[0];

    private static AbiEntry Find(Dictionary<string, AbiEntry> entries, string name) =>
        entries.TryGetValue(name, out AbiEntry? entry)
            ? entry
            : throw new ArgumentException($"The contract has no {name}.", nameof(name));

    private void Add(JsonElement element)
    {
        AbiEntry entry = AbiEntry.Parse(element);
        switch (element.GetProperty("type").GetString())
        {
            case "function":
                _functions.Add(entry.Name, entry);
                break;
            case "event":
                _events.Add(entry.Name, entry);
                break;
            case "error":
                _errorsBySelector[Convert.ToHexStringLower(entry.Hash.AsSpan(0, 4))] = entry;
                break;
            case "constructor":
                _constructor = entry;
                break;
            default:
                break;
        }
    }

    /// <summary>One entry of an ABI file.</summary>
    private sealed record AbiEntry(
        string Name, IReadOnlyList<AbiType> Inputs, IReadOnlyList<bool> Indexed, IReadOnlyList<AbiType> Outputs)
    {
        /// <summary>The hash of the signature; its first four bytes are the selector.</summary>
        public byte[] Hash { get; } = Keccak256.Hash(
            Encoding.ASCII.GetBytes($"{Name}({string.Join(',', Inputs.Select(input => input.Name))})"));

        public static AbiEntry Parse(JsonElement element)
        {
            string name = element.TryGetProperty("name", out JsonElement text) ? text.GetString()! : string.Empty;
            JsonElement[] inputs = Parameters(element, "inputs");
            return new AbiEntry(
                name,
                [.. inputs.Select(AbiType.Parse)],
                [.. inputs.Select(input => input.TryGetProperty("indexed", out JsonElement flag) && flag.GetBoolean())],
                [.. Parameters(element, "outputs").Select(AbiType.Parse)]);
        }

        private static JsonElement[] Parameters(JsonElement element, string name) =>
            element.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray()] : [];
    }
}
