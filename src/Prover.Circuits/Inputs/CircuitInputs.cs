using System.Reflection;
using Prover.Algebra;

namespace Prover.Circuits;

/// <summary>
/// The inputs of one circuit object in their order: public ones first, each kind in declaration order.
/// </summary>
internal sealed class CircuitInputs
{
    private readonly List<InputSlot> _slots;
    private readonly List<string> _names;
    private readonly bool _named;

    private CircuitInputs(bool named)
    {
        _named = named;
        _slots = [];
        _names = [];
    }

    public int PublicCount { get; private set; }

    public int Count => _slots.Count;

    /// <summary>Names such as <c>Transfers[2].Amount</c>; empty unless asked for.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Walks the fields of a circuit object.</summary>
    /// <exception cref="CircuitException">An array or nested object is null, or an input is not a field.</exception>
    public static CircuitInputs Of(ICircuit circuit, bool named)
    {
        CircuitInputs inputs = new(named);
        CircuitInputs secret = new(named);
        inputs.WalkObject(circuit, string.Empty, isPublic: false, secret);
        inputs.PublicCount = inputs._slots.Count;
        inputs._slots.AddRange(secret._slots);
        inputs._names.AddRange(secret._names);
        return inputs;
    }

    /// <summary>The numbers that the fields hold now.</summary>
    /// <exception cref="CircuitException">A field holds a wire of a running builder.</exception>
    public void ReadValues(Span<Fr> values)
    {
        for (int i = 0; i < _slots.Count; i++)
        {
            if (!_slots[i].Value.TryGetConstant(out values[i]))
            {
                throw new CircuitException(
                    "An input holds no number: the object is in use by another compile or solve.");
            }
        }
    }

    /// <summary>Runs Define with every input set to bind(i), and puts the old contents back whatever happens.</summary>
    public void Run(ICircuit circuit, CircuitBuilder builder, Func<int, Wire> bind)
    {
        Wire[] before = new Wire[_slots.Count];
        for (int i = 0; i < before.Length; i++)
        {
            before[i] = _slots[i].Value;
        }

        try
        {
            for (int i = 0; i < before.Length; i++)
            {
                InputSlot slot = _slots[i];
                slot.Value = bind(i);
            }

            circuit.Define(builder);
        }
        finally
        {
            for (int i = 0; i < before.Length; i++)
            {
                InputSlot slot = _slots[i];
                slot.Value = before[i];
            }
        }
    }

    private void WalkObject(object owner, string prefix, bool isPublic, CircuitInputs secret)
    {
        foreach (FieldInfo field in InputFields.Of(owner.GetType()))
        {
            bool fieldIsPublic = isPublic || field.IsDefined(typeof(PublicAttribute));
            string name = _named ? prefix + field.Name : string.Empty;
            if (field.FieldType == typeof(Wire))
            {
                (fieldIsPublic ? this : secret).Append(new InputSlot(owner, field, 0), name);
                continue;
            }

            object value = field.GetValue(owner)
                ?? throw new CircuitException(
                    $"Input '{prefix}{field.Name}' of {owner.GetType().Name} is null: create it first.");
            WalkValue(value, name, fieldIsPublic, secret);
        }
    }

    private void WalkValue(object value, string name, bool isPublic, CircuitInputs secret)
    {
        if (value is not Array array)
        {
            WalkObject(value, _named ? name + "." : string.Empty, isPublic, secret);
            return;
        }

        for (int i = 0; i < array.Length; i++)
        {
            string element = _named ? $"{name}[{i}]" : string.Empty;
            if (array is Wire[])
            {
                (isPublic ? this : secret).Append(new InputSlot(array, null, i), element);
                continue;
            }

            object item = array.GetValue(i)
                ?? throw new CircuitException($"Input '{name}[{i}]' is null: create it first.");
            WalkValue(item, element, isPublic, secret);
        }
    }

    private void Append(InputSlot slot, string name)
    {
        _slots.Add(slot);
        if (_named)
        {
            _names.Add(name);
        }
    }
}
