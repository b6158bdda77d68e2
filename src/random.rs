//! Every draw of the model.
